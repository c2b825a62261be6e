// Counts down what the server said is left, says so at five minutes and at one, and at the end asks for the page again: the server
// then hands in what is saved. It only shows: what is in time, the server decides.
const timer = document.querySelector("[data-timer]");
const [left, spoken] = [timer.querySelector(".timer-left"), timer.querySelector("[role=alert]")];
const end = performance.now() + 1000 * Number(timer.dataset.timer);
const grace = Number(timer.dataset.grace) + 1; // a second more than the server's

function tick() {
  const seconds = Math.ceil((end - performance.now()) / 1000);
  const shown = Math.max(0, seconds);
  left.textContent = `${Math.floor(shown / 60)}:${String(shown % 60).padStart(2, "0")}`;
  timer.classList.toggle("is-short", seconds <= 300);
  const words = seconds > 300 ? "" : seconds > 60 ? spoken.dataset.five : spoken.dataset.one;
  if (spoken.textContent !== words) spoken.textContent = words; // read aloud once
  if (seconds <= -grace) return location.reload();
  setTimeout(tick, 500);
}

tick();
