// Conveniences of the studio: a lesson is saved while one types and its page drawn beside it, Enter goes on to the next option.
// Nothing here is needed: every button works without.

const lesson = document.querySelector("form[data-studio]");
if (lesson) {
  const status = lesson.querySelector(".saved");
  const alertBar = lesson.querySelector(".unsaved");
  const preview = lesson.querySelector("[data-preview]");
  const version = lesson.querySelector("[name$=version]");
  let [timer, sending, isDirty, tries] = [0, false, false, 0];
  let pressed = null; // the button that waits for a save under way: its page begins with the version that this makes

  const later = (milliseconds) => { clearTimeout(timer); timer = setTimeout(save, milliseconds); };

  async function save() {
    if (!isDirty || sending) return;
    [sending, isDirty] = [true, false];
    status.textContent = status.dataset.saving;
    const headers = { "X-Requested-With": "fetch", Accept: "application/json" };
    const request = { method: "POST", body: new FormData(lesson), headers, signal: AbortSignal.timeout(15000) };
    const answer = await fetch(location.pathname, request).catch(() => null);
    const said = await answer?.json().catch(() => null);
    sending = false;
    if (answer?.ok && said) saved(said);
    if (pressed) return lesson.requestSubmit(pressed);
    if (answer?.ok && said) return;
    isDirty = true;
    if (answer?.status === 409 || answer?.status === 422) return refused(said?.message);
    status.textContent = status.dataset.unsaved;
    tries += 1;
    later(Math.min(60, 2 ** tries) * 1000);
  }

  function saved(said) {
    [version.value, tries] = [said.version, 0];
    status.textContent = isDirty ? status.dataset.saving : status.dataset.saved.replace("{time}", said.saved_at);
    alertBar.textContent = "";
    preview.innerHTML = said.html; // drawn and cleaned by the pipeline that draws the page for readers
    if (isDirty) later(1500);
  }

  function refused(message) { // the button sends the same text, and its page shows both texts, or what is missing
    status.textContent = "";
    alertBar.textContent = message ?? "";
  }

  lesson.addEventListener("input", () => { isDirty = true; later(1500); });
  lesson.addEventListener("submit", (event) => {
    isDirty = false;
    clearTimeout(timer);
    pressed = sending ? event.submitter : null;
    if (sending) event.preventDefault();
  });
  addEventListener("beforeunload", (event) => { if (isDirty) event.preventDefault(); });
}

// A question is saved by its button: whoever leaves before is asked.
const question = document.querySelector("form[data-question]");
if (question) {
  let isDirty = document.querySelector(".summary") !== null;
  let timer = 0;
  question.addEventListener("input", () => {
    isDirty = true;
    clearTimeout(timer);
    timer = setTimeout(advise, 1200);
  });
  const advise = async () => {
    const headers = { "X-Requested-With": "fetch", Accept: "application/json" };
    const request = { method: "POST", body: new FormData(question), headers };
    const answer = await fetch(location.href, request).catch(() => null);
    const said = answer?.ok ? await answer.json().catch(() => null) : null;
    const advice = question.querySelector("[data-advice]");
    if (said && advice.dataset.said !== said.html) [advice.innerHTML, advice.dataset.said] = [said.html, said.html];
  };
  question.addEventListener("submit", () => { isDirty = false; });
  addEventListener("beforeunload", (event) => { if (isDirty) event.preventDefault(); });
}

// Enter in an option goes on to the next one, and makes it when there is none.
const options = document.querySelector("[data-options]");
options?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("input[name^=option-]")) return;
  event.preventDefault();
  const rows = [...options.querySelectorAll("li")];
  const row = event.target.closest("li");
  const next = rows[rows.indexOf(row) + 1] ?? (rows.length < 20 ? added(row, rows.length + 1) : null);
  next?.querySelector("input[name^=option-]").focus();
});

function added(row, number) {
  const copy = row.cloneNode(true);
  for (const element of copy.querySelectorAll("[id], [for], [name]")) {
    for (const name of ["id", "for", "name"]) {
      const value = element.getAttribute(name);
      if (value) element.setAttribute(name, value.replace(/-\d+$/, `-${number}`));
    }
  }
  const [mark, text, reply] = copy.querySelectorAll("input, textarea");
  [mark.checked, mark.value, text.value, reply.value] = [false, number, "", ""];
  const label = copy.querySelector("label[for^=option-]");
  label.textContent = label.textContent.replace(/\d+/, number);
  row.after(copy);
  return copy;
}

// A link from what stops publishing names the line of the text that is meant.
const field = document.querySelector("textarea[data-line]");
if (field) {
  const lines = field.value.split("\n");
  const at = Math.min(Number(field.dataset.line), lines.length) - 1;
  const start = lines.slice(0, at).join("\n").length + (at ? 1 : 0);
  field.focus();
  field.setSelectionRange(start, start + lines[at].length);
  field.scrollTop = (field.scrollHeight / lines.length) * Math.max(0, at - 3);
}

// The fingerprint of a document is computed here, where the browser can: the file itself stays on this device.
const fingerprint = globalThis.crypto?.subtle && document.querySelector("[data-fingerprint]");
if (fingerprint) {
  fingerprint.hidden = false;
  fingerprint.querySelector("input").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    document.getElementById(fingerprint.dataset.fingerprint).value = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  });
}

// The toolbar writes the format at the cursor; undo takes it back, as if it had been typed.
const toolbar = document.querySelector("[data-toolbar]");
if (toolbar && lesson) {
  const text = lesson.querySelector("textarea");
  toolbar.hidden = false;
  const put = (words) => {
    text.focus();
    if (!document.execCommand("insertText", false, words)) text.setRangeText(words, text.selectionStart, text.selectionEnd, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
  };
  toolbar.addEventListener("click", (event) => {
    const { insert, wrap, name } = event.target.dataset;
    if (insert) put(insert);
    if (name) nameParagraph(name);
    if (wrap) put(wrap + text.value.slice(text.selectionStart, text.selectionEnd) + wrap);
  });
  toolbar.addEventListener("change", (event) => {
    if (event.target.value) put(event.target.value);
    event.target.value = "";
  });
  const at = lesson.querySelector("[data-at]");
  lesson.addEventListener("submit", () => { at.value = text.selectionStart; });
  toolbar.querySelector("[data-add-picture]").addEventListener("click", () => lesson.requestSubmit(lesson.querySelector("[value=picture]")));

  // The paragraph at the cursor gets a name at its end, made of its first words; one that has a name keeps it.
  function nameParagraph(otherwise) {
    const start = text.value.lastIndexOf("\n\n", Math.max(0, text.selectionStart - 1)) + 1;
    const next = text.value.indexOf("\n\n", Math.max(start + 1, text.selectionStart));
    const paragraph = text.value.slice(start, next < 0 ? undefined : next).trimEnd();
    const end = start + paragraph.length;
    if (!paragraph.trim()) return;
    if (!/\{#[^}]*\}$/.test(paragraph)) {
      const words = paragraph.normalize("NFKD").replace(/[\u0300-\u036f]|\[@[^\]]*\]/g, "").toLowerCase().match(/[a-z0-9]+/g) ?? [otherwise];
      const wanted = words.slice(0, 4).join("-").slice(0, 50).replace(/-$/, "");
      let [found, number] = [wanted, 1];
      while (text.value.includes(`{#${found}}`)) found = `${wanted}-${(number += 1)}`;
      text.setSelectionRange(end, end);
      put(` {#${found}}`);
    }
    text.focus();
  }
}

// A photograph is made smaller before it is sent, where the browser can: a telephone's would be too large.
const photo = document.querySelector("input[data-photo]");
photo?.addEventListener("change", async () => {
  const [file] = photo.files;
  if (!file || file.size < 1_500_000 || file.type === "image/svg+xml") return;
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (!picture) return;
  const scale = Math.min(1, 2000 / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
  const files = new DataTransfer();
  files.items.add(new File([blob], `${file.name}.jpg`, { type: blob.type }));
  photo.files = files.files;
});
