/** The form's entries, as the application takes them. */

import { notAsked } from "./asked.mjs";

/** @typedef {import("./types.d.ts").Fields} Fields */

/** What the reader is asked, and has answered. @param {HTMLFormElement} form @returns {Fields} */
export function read(form) {
  const skipped = notAsked(form);
  /** @type {Fields} */
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !skipped.has(name)) fields[name] = value;
  }
  return fields;
}

/** Everything that stands in the form, what is put away included. @param {HTMLFormElement} form @returns {Fields} */
export function everything(form) {
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
