// What somebody is typing survives a killed tab, browser or session. Each form's text is kept on this machine from the
// first character until the server has answered, locked with a key that only the signed-in person's pages carry: nobody
// else at a shared computer can read it. Signing out deletes it. It comes back only when the person says so.

const PREFIX = "typing:";
const FIELDS = "input:not([type=hidden]):not([type=password]):not([type=file]), textarea, select";
const VERSIONS = ["version", "person_version"];
const KEPT = 24 * 3600 * 1000; // ms

let lock = null; // {owner, key}

export async function setUpTyping(body) {
  const meta = document.querySelector("meta[name=typing]");
  body.addEventListener("submit", ({ target }) => target.matches("[data-signs-out]") && forgetAll(), true);
  if (!meta || !window.crypto?.subtle) return;
  lock = await unlocked(meta.content);
  forgetOld();
  body.addEventListener("input", ({ target }) => remember(target.closest("form")));
  body.addEventListener("change", ({ target }) => remember(target.closest("form")));
  body.addEventListener("submit", ({ target, defaultPrevented }) => !defaultPrevented && sent(target));
  body.addEventListener("htmx:afterRequest", ({ detail }) => detail.successful && answered(detail));
  body.addEventListener("click", ({ target }) => {
    const cancelled = target.closest("[data-cell-cancel]");
    if (cancelled) localStorage.removeItem(nameOf(cancelled.closest("form")));
  });
  await offer();
}

async function unlocked(content) {
  const [owner, secret] = content.split(":");
  const bytes = Uint8Array.from(secret.match(/../g), (pair) => parseInt(pair, 16));
  return { owner, key: await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]) };
}

// --- Keeping ---------------------------------------------------------------------------------------------

const isKept = (form) => form?.method === "post" && form.closest("main") && form.querySelector(FIELDS) && !form.matches("[data-bulk]");
const nameOf = (form) => `${PREFIX}${lock.owner}:${new URL(form.action, location.href).pathname}`;

async function remember(form) {
  if (!lock || !isKept(form)) return;
  const values = [];
  for (const field of form.elements) {
    if (!field.name || !(field.matches(FIELDS) || VERSIONS.includes(field.name))) continue;
    if (field.matches("[type=checkbox], [type=radio]") && !field.checked) continue;
    values.push([field.name, field.value]);
  }
  const label = text(form.querySelector("label, legend"));
  const kept = { at: Date.now(), page: location.pathname + location.search, label, values, opens: form.dataset.returnsTo ?? "" };
  await store(nameOf(form), kept, form);
}

async function store(name, kept, form) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const bytes = new TextEncoder().encode(JSON.stringify(kept));
  const shut = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, lock.key, bytes));
  if (!form.isConnected) return; // a cell that was saved meanwhile: its last change fires when its form is taken away
  localStorage.setItem(name, JSON.stringify({ at: kept.at, sent: false, iv: base64(iv), shut: base64(shut) }));
}

async function opened(name) {
  try {
    const { iv, shut } = JSON.parse(localStorage.getItem(name));
    const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv: binary(iv) }, lock.key, binary(shut));
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    localStorage.removeItem(name); // from before a password or key changed: nobody can read it any more
    return null;
  }
}

const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
const binary = (words) => Uint8Array.from(atob(words), (letter) => letter.charCodeAt(0));
const text = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? "";

// --- Letting go ------------------------------------------------------------------------------------------

/** On its way. It is forgotten when the next page of the server stands here: then the server has it, or shows it again. */
function sent(form) {
  if (!lock || !isKept(form) || form.hasAttribute("hx-post")) return;
  const name = nameOf(form);
  const kept = localStorage.getItem(name);
  if (kept) localStorage.setItem(name, JSON.stringify({ ...JSON.parse(kept), sent: true }));
}

/** A cell was saved (not: shown again with both values). */
function answered({ xhr, requestConfig: { elt, verb } }) {
  // The form that asked is named by the request: it has left the page by now.
  if (elt.matches("form") && verb === "post" && xhr.status === 200) localStorage.removeItem(nameOf(elt));
}

function names() {
  return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
}

function forgetAll() {
  names().forEach((name) => localStorage.removeItem(name));
}

function forgetOld() {
  for (const name of names()) {
    const { at, sent: wasSent } = JSON.parse(localStorage.getItem(name));
    const mine = name.startsWith(`${PREFIX}${lock.owner}:`);
    if (Date.now() - at > KEPT || (mine && wasSent)) localStorage.removeItem(name);
  }
}

// --- Giving back -----------------------------------------------------------------------------------------

async function offer() {
  for (const name of names().filter((one) => one.startsWith(`${PREFIX}${lock.owner}:`))) {
    const kept = await opened(name);
    const place = kept && placeOf(name, kept);
    if (place) place.notice.prepend(notice(name, kept, place));
  }
}

/** Where it can be given back on this page: the form itself, or the value whose form is opened for it. */
function placeOf(name, kept) {
  const form = [...document.querySelectorAll("main form[method=post]")].find((one) => isKept(one) && nameOf(one) === name);
  if (form) return { form, notice: document.getElementById("messages") };
  const link = kept.opens && document.getElementById(kept.opens);
  return link ? { link, notice: document.getElementById("typed-before") ?? document.getElementById("messages") } : null;
}

function notice(name, kept, place) {
  const box = document.getElementById("typed-notice").content.firstElementChild.cloneNode(true);
  const words = place.form?.dataset.typed ?? kept.values.filter(([field]) => !VERSIONS.includes(field)).map(([, value]) => value).join(", ");
  const at = new Date(kept.at).toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit", hour12: true }).replace(" ", "").replace(":", ".");
  box.querySelector("[data-words]").textContent = `You were typing here at ${at}. ${place.link ? `${kept.label}: ` : ""}“${shortened(words)}”`;
  box.querySelector("[data-keep]").addEventListener("click", async () => {
    box.remove();
    const form = place.form ?? (await cellForm(place.link));
    if (form) fill(form, kept.values);
  });
  box.querySelector("[data-drop]").addEventListener("click", () => {
    localStorage.removeItem(name);
    box.remove();
  });
  return box;
}

const shortened = (words) => (words.length > 120 ? `${words.slice(0, 120)}…` : words);

function cellForm(link) {
  return new Promise((found) => {
    const settled = ({ target }) => {
      const form = target.matches("form") ? target : target.querySelector("[data-cell-form]");
      if (!form) return;
      document.body.removeEventListener("htmx:afterSettle", settled);
      found(form);
    };
    document.body.addEventListener("htmx:afterSettle", settled);
    link.click();
  });
}

/** What was typed, at the version that was seen then: a change by somebody else meanwhile still shows both values. */
function fill(form, values) {
  const left = values.map(([name, value]) => ({ name, value }));
  for (const field of form.elements) {
    if (!field.name || !(field.matches(FIELDS) || VERSIONS.includes(field.name))) continue;
    const isChoice = field.matches("[type=checkbox], [type=radio]");
    const at = left.findIndex(({ name, value }) => name === field.name && (!isChoice || value === field.value));
    if (isChoice) field.checked = at >= 0;
    else if (at >= 0) field.value = left[at].value;
    if (at >= 0) left.splice(at, 1);
  }
  form.querySelector(FIELDS)?.focus();
  form.dispatchEvent(new Event("change", { bubbles: true }));
}
