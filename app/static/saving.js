// What answer.js needs around a save: the answers kept on this device, and what is in the form. page.js removes the kept ones when
// the person signs out.

const OURS = ["operation", "seq"];

/** What is kept of one question, by the address that saves it: read() gives the answers that wait, oldest first, as
 * [{operation, seq, fields, isTried}]; keep(entries) keeps these, or none. */
export function shelf(url) {
  const key = `unsent:${url}`;
  return {
    read() {
      try { return JSON.parse(localStorage.getItem(key)) ?? []; } catch { return []; }
    },
    keep(entries) {
      try {
        if (entries.length) localStorage.setItem(key, JSON.stringify(entries));
        else localStorage.removeItem(key);
      } catch { /* storage is full or forbidden: the answer still waits in the page */ }
      return entries;
    },
  };
}

/** The controls of one question, each with its name without the prefix that a page with several questions needs. */
function controls(root, prefix) {
  const found = [...root.querySelectorAll("input, select, textarea")].map((control) => [control.name.slice(prefix.length), control]);
  return found.filter(([name]) => name && name !== "csrf_token" && !OURS.includes(name));
}

/** What the person has put into a question, as [[name, value]]. */
export function fields(root, prefix) {
  const isSent = (control) => !control.disabled && (!["radio", "checkbox"].includes(control.type) || control.checked);
  return controls(root, prefix).filter(([, control]) => isSent(control)).map(([name, control]) => [name, control.value]);
}

/** Put kept fields back into the question. */
export function restore(root, prefix, kept) {
  for (const [name, control] of controls(root, prefix)) {
    const values = kept.filter(([its]) => its === name).map(([, value]) => value);
    if (["radio", "checkbox"].includes(control.type)) control.checked = values.includes(control.value);
    else if (["text", "number", "textarea", "select-one"].includes(control.type)) control.value = values[0] ?? "";
  }
}

/** An id that no other save has. (crypto.randomUUID would need https, which a school's own network may not have.) */
export function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The answer as it is sent. */
export function bodyOf(entry, token) {
  const body = new FormData();
  const all = [...entry.fields, ["operation", entry.operation], ["seq", entry.seq], ["csrf_token", token]];
  for (const [name, value] of all) body.append(name, value);
  return body;
}

/** Signing in again, in another tab, starts a new session: fetch its token into this page. False when still signed out. */
export async function renewToken(form) {
  const page = await fetch(location.pathname).catch(() => null);
  const parsed = new DOMParser().parseFromString(await page?.text() ?? "", "text/html");
  const fresh = parsed.querySelector("form[data-saving] [name=csrf_token]");
  if (fresh) form.elements.csrf_token.value = fresh.value;
  return Boolean(fresh);
}
