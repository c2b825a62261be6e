// What answer.js needs around a save: the answers kept on this device, and what is in the form. page.js removes the kept ones when
// the person signs out.

const KEY = `unsent:${location.pathname}`;
const OURS = ["csrf_token", "operation", "seq"];

/** The answers that wait, oldest first: [{operation, seq, fields, isTried}]. */
export function read() {
  try { return JSON.parse(localStorage.getItem(KEY)) ?? []; } catch { return []; }
}

/** Keep these answers, or none. */
export function keep(entries) {
  try {
    if (entries.length) localStorage.setItem(KEY, JSON.stringify(entries));
    else localStorage.removeItem(KEY);
  } catch { /* storage is full or forbidden: the answer still waits in the page */ }
  return entries;
}

/** What the person has put into the form, as [[name, value]]. */
export function fields(form) {
  return [...new FormData(form)].filter(([name, value]) => !OURS.includes(name) && typeof value === "string");
}

/** Put kept fields back into the form. */
export function restore(form, kept) {
  for (const control of form.elements) {
    const values = kept.filter(([name]) => name === control.name).map(([, value]) => value);
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
  const fresh = parsed.querySelector("form[data-save] [name=csrf_token]");
  if (fresh) form.elements.csrf_token.value = fresh.value;
  return Boolean(fresh);
}
