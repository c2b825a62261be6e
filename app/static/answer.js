// Sends each answer as soon as it changes and says so. Without this file the form's own button saves, just as well.
//
// The queue of a question holds at most one answer that was tried and perhaps arrived, and the newest one. A retry carries the same
// operation id: the server recognises a save whose acknowledgement got lost. `seq` names the server's answer that ours is based on.
const form = document.querySelector("form[data-saving]");
// The page names the helper with its content hash; a plain import would be served from a year-old cache.
const { bodyOf, fields, newId, renewToken, restore, shelf } = await import(form.dataset.saving);
const alertBar = document.querySelector(".unsaved");

class Question {
  constructor(root) {
    [this.root, this.url, this.prefix] = [root, root.dataset.save, root.dataset.prefix ?? ""];
    [this.shelf, this.operation, this.seq] = [shelf(this.url), this.control("operation"), this.control("seq")];
    this.status = root.querySelector(".saved") ?? document.querySelector(".saved");
    [this.queue, this.trouble, this.tries, this.isTokenRenewed] = [this.shelf.read(), null, 0, false];
    if (this.queue.length) restore(root, this.prefix, this.queue.at(-1).fields);
    this.newest = JSON.stringify(this.fields());
  }

  control(name) { return form.elements[this.prefix + name]; }
  fields() { return fields(this.root, this.prefix); }

  changed(event) {
    if (JSON.stringify(this.fields()) === this.newest) return;
    this.newest = JSON.stringify(this.fields());
    this.operation.value = newId();
    const entry = { operation: this.operation.value, seq: this.seq.value, fields: this.fields() };
    this.queue = this.shelf.keep([...this.queue.filter((one) => one.isTried), entry]);
    this.status.textContent = this.status.dataset.saving;
    this.tries = 0;
    this.later(event.type === "input" && event.target.matches("[type=text], textarea") ? 700 : 0);
  }

  later(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), milliseconds);
  }

  send() {
    clearTimeout(this.timer);
    if (this.queue.length) this.sending ??= this.post(this.queue[0]).finally(() => { this.sending = null; });
    return this.sending;
  }

  async post(entry) {
    entry.isTried = true;
    this.shelf.keep(this.queue);
    const headers = { "X-Requested-With": "fetch", Accept: "application/json" };
    const body = bodyOf(entry, form.elements.csrf_token.value);
    const answer = await fetch(this.url, { method: "POST", body, headers, signal: AbortSignal.timeout(15000) }).catch(() => null);
    const said = await answer?.json().catch(() => null);
    if (!answer || answer.status === 429 || answer.status >= 500) return this.again("offline", answer?.headers.get("Retry-After"));
    if (answer.status === 401 || answer.url.includes(form.dataset.signIn)) {
      this.isTokenRenewed = false;
      return this.again("signed-out");
    }
    if (answer.redirected) return this.stop("submitted");
    if (answer.ok && said) return this.acknowledged(said);
    if (answer.status === 400 && !this.isTokenRenewed) {
      this.isTokenRenewed = await renewToken(form);
      return this.isTokenRenewed ? this.later(0) : this.again("signed-out");
    }
    this.stop({ 409: "conflict", 410: "submitted" }[answer.status] ?? "refused", said?.message);
  }

  acknowledged(said) {
    [this.tries, this.isTokenRenewed, this.seq.value] = [0, false, said.seq];
    this.queue = this.shelf.keep(this.queue.slice(1).map((entry) => ({ ...entry, seq: said.seq })));
    this.tell("");
    if (this.queue.length) return this.later(0);
    this.operation.value = newId(); // the form's own button would start a new save
    this.status.textContent = this.status.dataset.saved.replace("{time}", said.saved_at);
  }

  again(words, seconds) {
    this.tell(words);
    this.tries += 1;
    this.later(1000 * (Number(seconds) || Math.min(60, 2 ** this.tries) * (0.75 + Math.random() / 2)));
  }

  stop(words, said) {
    this.queue = this.shelf.keep([]);
    this.tell(words, said);
  }

  tell(words, said = "") {
    if (words) this.status.textContent = "";
    this.trouble = words && { words, said };
    tell(questions.find((question) => question.trouble)?.trouble ?? { words: "", said: "" });
  }
}

function tell({ words, said }) {
  if ((alertBar.dataset.now ?? "") === words + said) return; // an alert is read aloud once, not at every retry
  alertBar.dataset.now = words + said;
  alertBar.replaceChildren(words && document.querySelector(`[data-words="${words}"]`).content.cloneNode(true));
  alertBar.querySelector("[data-said]")?.append(said);
  alertBar.querySelector("[data-try]")?.addEventListener("click", sendAll);
}

const roots = form.matches("[data-save]") ? [form] : [...form.querySelectorAll("[data-save]")];
const questions = roots.map((root) => new Question(root));
const waiting = () => questions.filter((question) => question.queue.length);
const sendAll = () => Promise.all(waiting().map((question) => question.send()));
const questionOf = (event) => questions.find((question) => question.root.contains(event.target));

for (const type of ["input", "change"]) form.addEventListener(type, (event) => questionOf(event)?.changed(event));
form.addEventListener("submit", async (event) => {
  if (!waiting().length) return;
  event.preventDefault();
  for (let turn = 0; turn < 2 && waiting().length; turn += 1) await sendAll();
  if (waiting().length || alertBar.dataset.now) alertBar.scrollIntoView({ block: "nearest" });
  else form.requestSubmit(event.submitter);
});
// A spot in a picture is a second label of a button below it: choose that one, but stay at the picture.
form.addEventListener("click", (event) => {
  const chosen = event.target.closest("label.spot")?.control;
  if (!chosen) return;
  event.preventDefault();
  chosen.focus({ preventScroll: true });
  chosen.click();
});
addEventListener("online", sendAll);
addEventListener("focus", sendAll);
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); }); // a page from memory knows an old seq
addEventListener("beforeunload", (event) => { if (waiting().length) event.preventDefault(); });
sendAll();
