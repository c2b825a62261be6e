// Passkeys: asks the browser to make one (data-passkey="create") or to prove one ("get"), and sends the form with its answer.
// Without this script the pages offer codes instead.

const decoded = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const encoded = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const described = (list) => list.map((one) => ({ ...one, id: decoded(one.id) }));
const PARTS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

// parseCreationOptionsFromJSON and toJSON would do this, where browsers have them; older ones do not.
function question(asked) {
  const options = { ...asked, challenge: decoded(asked.challenge) };
  if (asked.user) options.user = { ...asked.user, id: decoded(asked.user.id) };
  if (asked.excludeCredentials) options.excludeCredentials = described(asked.excludeCredentials);
  if (asked.allowCredentials) options.allowCredentials = described(asked.allowCredentials);
  return { publicKey: options };
}

function answer({ id, rawId, type, response }) {
  const parts = PARTS.filter((name) => response[name]).map((name) => [name, encoded(response[name])]);
  return JSON.stringify({ id, rawId: encoded(rawId), type, response: Object.fromEntries(parts), clientExtensionResults: {} });
}

async function send(form, event) {
  event.preventDefault();
  const trouble = form.querySelector("[data-trouble]");
  trouble.hidden = true;
  try {
    const found = await navigator.credentials[form.dataset.passkey](question(JSON.parse(form.dataset.question)));
    form.querySelector("[name='credential']").value = answer(found);
  } catch {
    trouble.hidden = false; // called off, too late, or this device has one here already
    return;
  }
  form.submit();
}

if (window.PublicKeyCredential) {
  for (const words of document.querySelectorAll("[data-no-passkeys]")) words.hidden = true;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => send(form, event));
  }
}
