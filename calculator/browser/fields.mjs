/** The form's entries, as the application takes them. */

/** @typedef {import("./types.d.ts").Fields} Fields */

/**
 * A question that another answer has put away is not asked, so its old answer does not count either.
 * @param {HTMLFormElement} form
 * @returns {Set<string>}
 */
function notAsked(form) {
  const made = choices(form);
  const known = hidden.get(form);
  if (known && known.made === made) return known.names;
  /** @type {Set<string>} */
  const names = new Set();
  for (const part of form.querySelectorAll("[data-when-regime], [data-when-rate], .when-home, .when-suspended, .when-company, .when-person")) {
    if (!form.isConnected || getComputedStyle(part).display !== "none") continue;
    for (const field of part.querySelectorAll("[name]")) names.add(field.getAttribute("name") ?? "");
  }
  if (form.isConnected) hidden.set(form, { made, names });
  return names;
}

/**
 * What is hidden follows from what is chosen, never from what is typed: the browser is asked again only after a choice,
 * since its answer takes a whole layout.
 * @type {WeakMap<HTMLFormElement, { made: string, names: Set<string> }>}
 */
const hidden = new WeakMap();

/** @param {HTMLFormElement} form */
function choices(form) {
  const said = [];
  for (const field of form.elements) {
    if (field instanceof HTMLSelectElement) said.push(field.name, field.value);
    else if (field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox")) said.push(field.name, field.checked);
  }
  // rows come and go, and with them questions
  return `${form.elements.length} ${said.join(" ")}`;
}

/** @param {HTMLFormElement} form @returns {Fields} */
export function read(form) {
  const skipped = notAsked(form);
  /** @type {Fields} */
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !skipped.has(name)) fields[name] = value;
  }
  return fields;
}

/** @param {Fields} one @param {Fields} other */
export function same(one, other) {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every(name => (one[name] ?? "") === (other[name] ?? ""));
}

/** The reader's own day, not Greenwich's. @param {Date} now */
export function isoDay(now) {
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
}

/** @param {Date} now */
export function frenchDay(now) {
  return isoDay(now).split("-").reverse().join("/");
}
