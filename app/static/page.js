// Small conveniences of every page. Nothing here is needed for any task.

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// The clipboard exists on secure pages only; elsewhere the button stays hidden and the address is there as text.
for (const button of navigator.clipboard ? document.querySelectorAll("[data-copy]") : []) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.nextElementSibling.textContent = button.dataset.done;
  });
}

// On paper nothing can be unfolded, so all is unfolded, and folded again afterwards. A name would let only one of a group be open.
let unfolded = [];
addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll("main details:not([open])")].map((details) => [details, details.name]);
  for (const [details] of unfolded) {
    details.removeAttribute("name");
    details.open = true;
  }
});
addEventListener("afterprint", () => {
  for (const [details, name] of unfolded) {
    details.open = false;
    if (name) details.setAttribute("name", name);
  }
});

// Answers that still wait to be sent belong to the person who is leaving.
for (const form of document.querySelectorAll("[data-sign-out]")) {
  form.addEventListener("submit", () => {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith("unsent:")) localStorage.removeItem(key);
    }
  });
}
