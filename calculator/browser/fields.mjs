/** The form's entries, as the application takes them. */

/** @typedef {import("./types.d.ts").Fields} Fields */

/**
 * A question that another answer has put away is not asked, so its old answer does not count either.
 * @param {HTMLFormElement} form
 * @returns {Set<string>}
 */
function notAsked(form) {
  /** @type {Set<string>} */
  const names = new Set();
  for (const part of form.querySelectorAll("[data-when-regime], [data-when-rate], .when-home, .when-suspended, .when-company, .when-person")) {
    if (!form.isConnected || getComputedStyle(part).display !== "none") continue;
    for (const field of part.querySelectorAll("[name]")) names.add(field.getAttribute("name") ?? "");
  }
  return names;
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
