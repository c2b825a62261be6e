// Draws the regions of a hotspot question on its picture, and writes what is drawn as a line of the answers. The lines stay the truth:
// whoever types them gets the same.
const board = document.querySelector("[data-board]");
const body = document.querySelector("#body");

if (board && body) {
  const overlay = board.querySelector("[data-overlay]");
  const [shapes, finish] = [document.querySelector("[data-shapes]"), document.querySelector("[data-finish]")];
  for (const hidden of document.querySelectorAll("[data-shapes], [data-how], [data-part]")) hidden.hidden = false;
  let [shape, start, points] = ["rect", null, []];
  const SHAPE = /^- \[(.*?)\].* = (rect|ellipse|polygon) ([\d., -]+)$/gm;

  const draw = (name, numbers, mark) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    const set = (values) => Object.entries(values).forEach(([key, value]) => element.setAttribute(key, value));
    const [a, b, c, d] = numbers;
    if (name === "rect") set({ x: a, y: b, width: c, height: d });
    if (name === "ellipse") set({ cx: a, cy: b, rx: c, ry: d });
    if (name === "polygon") set({ points: numbers.join(" ") });
    set({ class: mark });
    overlay.append(element);
  };

  const redraw = () => {
    overlay.replaceChildren();
    for (const [, mark, name, words] of body.value.matchAll(SHAPE)) {
      draw(name, words.split(/[ ,]+/).map(Number), mark.trim() === "x" ? "drawn right" : "drawn");
    }
    if (points.length) draw("polygon", points.flat(), "drawn");
  };

  const add = (words) => {
    const line = `- [ ] ${board.dataset.words} = ${words}`;
    body.value = body.value.trim() ? `${body.value.trimEnd()}\n${line}` : line;
    body.dispatchEvent(new Event("input", { bubbles: true }));
    redraw();
  };

  const place = (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(overlay.getScreenCTM().inverse());
    return [Math.round(at.x), Math.round(at.y)];
  };
  const between = ([x1, y1], [x2, y2]) => [Math.min(x1, x2), Math.min(y1, y2), Math.abs(x2 - x1), Math.abs(y2 - y1)];
  const measured = (from, to) => {
    const [x, y, width, height] = between(from, to);
    return shape === "rect" ? [x, y, width, height] : [x, y, width, height].map((_, at) => [x + width / 2, y + height / 2, width / 2, height / 2][at]);
  };

  board.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    if (shape === "polygon") {
      points.push(place(event));
      finish.hidden = points.length < 3;
      return redraw();
    }
    start = place(event);
    board.setPointerCapture(event.pointerId);
  });
  board.addEventListener("pointermove", (event) => {
    if (!start) return;
    redraw();
    draw(shape, measured(start, place(event)), "drawn");
  });
  board.addEventListener("pointerup", (event) => {
    if (!start) return;
    const [from, to] = [start, place(event)];
    start = null;
    const [, , width, height] = between(from, to);
    if (Math.min(width, height) >= Number(board.dataset.least)) add(`${shape} ${measured(from, to).map((one) => Math.round(one)).join(" ")}`);
    else redraw(); // a slip of the finger, and too small to be hit
  });
  finish.addEventListener("click", () => {
    add(`polygon ${points.map((one) => one.join(",")).join(" ")}`);
    [points, finish.hidden] = [[], true];
    redraw();
  });
  shapes.addEventListener("click", (event) => {
    if (!event.target.dataset.shape) return;
    [shape, points, finish.hidden] = [event.target.dataset.shape, [], true];
    for (const button of shapes.querySelectorAll("[data-shape]")) button.setAttribute("aria-pressed", button === event.target);
  });
  for (const button of document.querySelectorAll("[data-part]")) button.addEventListener("click", () => add(button.dataset.part));
  body.addEventListener("input", redraw);
  redraw();
}
