// Conveniences of the studio: a lesson is saved while one types and its page drawn beside it, Enter goes on to the next option.
// Nothing here is needed: every button works without.

const lesson = document.querySelector("form[data-studio]");
if (lesson) {
  const status = lesson.querySelector(".saved");
  const alertBar = lesson.querySelector(".unsaved");
  const preview = lesson.querySelector("[data-preview]");
  const version = lesson.querySelector("[name$=version]");
  let [timer, sending, isDirty, tries] = [0, false, false, 0];

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
    if (answer?.ok && said) return saved(said);
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
  lesson.addEventListener("submit", () => { isDirty = false; clearTimeout(timer); });
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
