// Notes how long a lesson was really read, for the hours that a course may claim: seconds in which the page was looked at and
// somebody did something on it within the last minute and a half. What is believed of it, the server decides.
const form = document.querySelector("form[data-reading]");
const [IDLE, AT_ONCE, LEAST] = [90_000, 60, 5];
let [seconds, touched] = [0, performance.now()];

function tell() {
  if (seconds < LEAST) return;
  const said = new URLSearchParams({ seconds, csrf_token: form.elements.csrf_token.value });
  if (navigator.sendBeacon(form.dataset.reading, said)) seconds = 0; // leaves with the page, holds up nobody
}

for (const kind of ["scroll", "pointermove", "pointerdown", "keydown"])
  addEventListener(kind, () => { touched = performance.now(); }, { passive: true, capture: true });
addEventListener("pagehide", tell);
document.addEventListener("visibilitychange", () => { if (document.hidden) tell(); });
setInterval(() => {
  if (document.hidden || performance.now() - touched > IDLE) return;
  seconds += 1;
  if (seconds >= AT_ONCE) tell();
}, 1000);
