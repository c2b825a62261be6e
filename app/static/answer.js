// Sends each answer as soon as it changes and says so. Without this file the form's own button saves, just as well.
//
// The queue holds at most one answer that was tried and perhaps arrived, and the newest one. A retry carries the same operation id:
// the server recognises a save whose acknowledgement got lost. `seq` names the server's answer that ours is based on.
const form = document.querySelector("form[data-save]");
// The page names the helper with its content hash; a plain import would be served from a year-old cache.
const { bodyOf, fields, keep, newId, read, renewToken, restore } = await import(form.dataset.saving);
const alertBar = document.querySelector(".unsaved");
const status = document.querySelector(".saved");
const { csrf_token: token, operation, seq } = form.elements;
let queue = read();
let [sending, timer, tries] = [null, 0, 0];
let isTokenRenewed = false;

if (queue.length) restore(form, queue.at(-1).fields);
let newest = JSON.stringify(fields(form));

function changed(event) {
  if (JSON.stringify(fields(form)) === newest) return;
  newest = JSON.stringify(fields(form));
  operation.value = newId();
  queue = keep([...queue.filter((entry) => entry.isTried), { operation: operation.value, seq: seq.value, fields: fields(form) }]);
  status.textContent = status.dataset.saving;
  tries = 0;
  later(event.type === "input" && event.target.matches("[type=text], textarea") ? 700 : 0);
}

function later(milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(send, milliseconds);
}

function send() {
  clearTimeout(timer);
  if (queue.length) sending ??= post(queue[0]).finally(() => { sending = null; });
  return sending;
}

async function post(entry) {
  entry.isTried = true;
  keep(queue);
  const headers = { "X-Requested-With": "fetch", Accept: "application/json" };
  const request = { method: "POST", body: bodyOf(entry, token.value), headers, signal: AbortSignal.timeout(15000) };
  const answer = await fetch(location.pathname, request).catch(() => null);
  const said = await answer?.json().catch(() => null);
  if (!answer || answer.status === 429 || answer.status >= 500) return again("offline", answer?.headers.get("Retry-After"));
  if (answer.status === 401 || answer.url.includes(form.dataset.signIn)) {
    isTokenRenewed = false;
    return again("signed-out");
  }
  if (answer.redirected) return stop("submitted");
  if (answer.ok && said) return acknowledged(said);
  if (answer.status === 400 && !isTokenRenewed) {
    isTokenRenewed = await renewToken(form);
    return isTokenRenewed ? later(0) : again("signed-out");
  }
  stop({ 409: "conflict", 410: "submitted" }[answer.status] ?? "refused", said?.message);
}

function acknowledged(said) {
  [tries, isTokenRenewed, seq.value] = [0, false, said.seq];
  queue = keep(queue.slice(1).map((entry) => ({ ...entry, seq: said.seq })));
  tell("");
  if (queue.length) return later(0);
  operation.value = newId(); // the form's own button would start a new save
  status.textContent = status.dataset.saved.replace("{time}", said.saved_at);
}

function again(words, seconds) {
  tell(words);
  tries += 1;
  later(1000 * (Number(seconds) || Math.min(60, 2 ** tries) * (0.75 + Math.random() / 2)));
}

function stop(words, said) {
  queue = keep([]);
  tell(words, said);
}

function tell(words, said = "") {
  if (words) status.textContent = "";
  if ((alertBar.dataset.now ?? "") === words + said) return; // an alert is read aloud once, not at every retry
  alertBar.dataset.now = words + said;
  alertBar.replaceChildren(words && document.querySelector(`[data-words="${words}"]`).content.cloneNode(true));
  alertBar.querySelector("[data-said]")?.append(said);
  alertBar.querySelector("[data-try]")?.addEventListener("click", send);
}

form.addEventListener("input", changed);
form.addEventListener("change", changed);
form.addEventListener("submit", async (event) => {
  if (!queue.length) return;
  event.preventDefault();
  for (let turn = 0; turn < 2 && queue.length; turn += 1) await send();
  if (queue.length || alertBar.dataset.now) alertBar.scrollIntoView({ block: "nearest" });
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
addEventListener("online", send);
addEventListener("focus", send);
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); }); // a page from memory knows an old seq
addEventListener("beforeunload", (event) => { if (queue.length) event.preventDefault(); });
send();
