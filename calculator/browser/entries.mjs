/** Puts entries into fields: what was kept, what a row that wakes holds. */

import { CONDITIONAL } from "./asked.mjs";

/** @typedef {import("./types.d.ts").Fields} Fields */

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control */

/** @param {ParentNode} around @returns {Control[]} */
export function controlsIn(around) {
  return /** @type {Control[]} */ ([...around.querySelectorAll("input, select, textarea")]);
}

/** Sets what differs, and only that. @param {ParentNode} around @param {Fields} fields @returns {boolean} whether anything did */
export function putFields(around, fields) {
  let changed = false;
  for (const control of controlsIn(around)) {
    if (control.name && control.type !== "file") changed = put(control, fields[control.name]) || changed;
  }
  return changed;
}

/** @param {Control} control @param {string | undefined} value */
function put(control, value) {
  if (control instanceof HTMLInputElement && (control.type === "radio" || control.type === "checkbox")) {
    const checked = control.value === value;
    // a group of which nothing is kept keeps its own choice
    if (control.checked === checked || (control.type === "radio" && value === undefined)) return false;
    control.checked = checked;
    return true;
  }
  if (value === undefined || control.value === value) return false;
  if (control instanceof HTMLSelectElement && ![...control.options].some(option => option.value === value)) {
    if (!("invoices" in control.dataset)) return false;
    control.append(new Option(value, value));
  }
  control.value = value;
  return true;
}

/** What holds an answer stays in sight, whatever else is answered. @param {ParentNode} around */
export function showAnswered(around) {
  for (const control of controlsIn(around)) {
    if (isAnswered(control)) control.closest(CONDITIONAL)?.setAttribute("data-filled", "");
  }
}

/** A list that stands where it began, and a choice of one, say nothing. @param {Control} control */
function isAnswered(control) {
  if (control instanceof HTMLSelectElement) return control.value !== "" && !control.selectedOptions[0]?.defaultSelected;
  if (control.type === "checkbox") return /** @type {HTMLInputElement} */ (control).checked;
  return control.value !== "" && control.type !== "radio";
}
