/** The form's entries, as the application takes them. */

/** @typedef {import("./types.d.ts").Fields} Fields */

/** @param {HTMLFormElement} form @returns {Fields} */
export function read(form) {
  /** @type {Fields} */
  const fields = {};
  for (const [name, value] of new FormData(form)) if (typeof value === "string") fields[name] = value;
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
