// Modules and lessons of the outline are dragged to their place. Nothing here is needed: the buttons beside them do the same.

const root = document.querySelector("[data-outline]");
const told = document.querySelector("[data-told]");
const alertBar = document.querySelector(".unsaved");
const EDGE = 64; // this near to the edge of the window the page scrolls
let drag = null;
let isBusy = false;

const beside = (item) => [...item.parentElement.children].filter((one) => one.dataset.drag);
const titleOf = (item) => item.querySelector("a").textContent.trim();
const middleOf = (item) => { const { top, height } = item.getBoundingClientRect(); return top + height / 2; };

function equip() {
  for (const item of root.querySelectorAll("[data-drag]")) {
    if (beside(item).length < 2) continue;
    const grip = document.createElement("span");
    [grip.className, grip.title, grip.textContent, grip.ariaHidden] = ["grip", root.dataset.grip, "⠿", "true"];
    item.querySelector("h2, p").prepend(grip);
  }
}

root.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest(".grip");
  if (!grip || drag || isBusy || event.button !== 0 || !event.isPrimary) return;
  event.preventDefault();
  grip.setPointerCapture(event.pointerId);
  const item = grip.closest("[data-drag]");
  const others = beside(item).filter((one) => one !== item);
  drag = { item, others, from: beside(item).indexOf(item), to: beside(item).indexOf(item), y: event.clientY };
  item.classList.add("dragged");
  requestAnimationFrame(scroll);
});
root.addEventListener("pointermove", (event) => {
  if (!drag) return;
  drag.y = event.clientY;
  mark();
});
root.addEventListener("pointerup", () => {
  if (!drag) return;
  const done = drag;
  end();
  if (done.to !== done.from) send(done);
});
for (const name of ["pointercancel", "lostpointercapture"]) root.addEventListener(name, end);
addEventListener("keydown", (event) => { if (event.key === "Escape") end(); });

function mark() {
  const { others, y, from } = drag;
  drag.to = others.filter((one) => middleOf(one) < y).length;
  const isMoved = drag.to !== from;
  others.forEach((one, at) => {
    one.classList.toggle("drop-before", isMoved && at === drag.to);
    one.classList.toggle("drop-after", isMoved && at === drag.to - 1 && drag.to === others.length);
  });
}

function scroll() {
  if (!drag) return;
  const by = drag.y < EDGE ? -10 : drag.y > innerHeight - EDGE ? 10 : 0;
  if (by) {
    scrollBy({ top: by, behavior: "instant" });
    mark();
  }
  requestAnimationFrame(scroll);
}

function end() {
  if (!drag) return;
  drag.item.classList.remove("dragged");
  for (const one of drag.others) one.classList.remove("drop-before", "drop-after");
  drag = null;
}

async function send({ item, others, to }) {
  const [parent, next] = [item.parentElement, item.nextSibling];
  const order = [...others];
  order.splice(to, 0, item);
  if (to < others.length) others[to].before(item);
  else others.at(-1).after(item);
  const body = new FormData();
  body.set("csrf_token", item.querySelector("[name=csrf_token]").value);
  body.set("go", "order");
  for (const one of order) body.append("order", one.dataset.drag);
  [isBusy, alertBar.textContent, told.textContent] = [true, "", root.dataset.moving];
  const headers = { "X-Requested-With": "fetch" };
  const request = { method: "POST", body, headers, signal: AbortSignal.timeout(15000) };
  const answer = await fetch(location.pathname, request).catch(() => null);
  const page = answer?.ok ? await answer.text().catch(() => null) : null;
  const words = { title: titleOf(item), place: to + 1, count: order.length };
  if (page) return moved(page, words);
  parent.insertBefore(item, next);
  const said = answer && !answer.ok ? await answer.json().catch(() => null) : null;
  [isBusy, told.textContent] = [false, ""];
  alertBar.textContent = !answer || answer.ok ? root.dataset.offline
    : answer.status === 401 ? root.dataset.out : `${root.dataset.back} ${said?.message ?? ""}`;
}

function moved(page, words) { // every place after it has another name now, so the outline is shown as the server has it
  const fresh = new DOMParser().parseFromString(page, "text/html");
  for (const part of ["[data-outline]", ".split > aside"]) {
    const found = fresh.querySelector(part);
    if (!found) return location.reload();
    document.querySelector(part).replaceChildren(...found.childNodes);
  }
  equip();
  isBusy = false;
  told.textContent = root.dataset.moved.replace(/\{(\w+)\}/g, (_, name) => words[name]);
}

equip();
