/**
 * Of a long list of invoices only the first rows are there to be typed in. The others hold their entries, in hidden fields
 * that count like all fields; their questions come when they are asked for.
 */

import { putFields, showAnswered } from "./entries.mjs";
import { addRow, buildRow } from "./rows.mjs";

const TEMPLATE = "row-invoice-asleep";
/** The same numbers as in calculator/app/view.py. */
const AWAKE = 30;
const ASLEEP_FROM = 40;

/** Whether the row at this place of a list of that length sleeps. @param {number} place @param {number} length */
export function sleeps(place, length) {
  return length >= ASLEEP_FROM && place >= AWAKE;
}

/** @param {string} name of the row @param {import("./types.d.ts").Fields} fields of the whole form @returns {Element | null} */
export function sleepingRow(name, fields) {
  const row = buildRow(TEMPLATE, "invoices", name.replace("invoices-", ""));
  const telling = blanksThatTell();
  for (const [field, value] of Object.entries(fields)) {
    if (!row || !field.startsWith(`${name}-`) || !(value || telling.has(field.slice(name.length)))) continue;
    const hidden = document.createElement("input");
    Object.assign(hidden, { type: "hidden", name: field, value });
    row.append(hidden);
  }
  return row;
}

/** @type {Set<string> | undefined} */
let blanks;

/**
 * The choices in which a blank is an answer, because a row that is new stands at another one: « Fin de mois : non ». Lost,
 * it would come back as « je ne sais pas » when the row wakes, and the invoice would fall due on another day.
 */
function blanksThatTell() {
  const row = blanks ? null : buildRow("row-invoice", "invoices", "0");
  const choices = /** @type {HTMLSelectElement[]} */ ([...(row?.querySelectorAll("select") ?? [])]);
  blanks ??= new Set(choices.filter(choice => choice.value !== "").map(choice => choice.name.replace("invoices-0", "")));
  return blanks;
}

/** @param {Element} row @returns {import("./types.d.ts").Fields} */
function fieldsOf(row) {
  const hidden = /** @type {NodeListOf<HTMLInputElement>} */ (row.querySelectorAll("input[type=hidden]"));
  return Object.fromEntries([...hidden].map(field => [field.name, field.value]));
}

/** @param {Element} root @param {string} name of a row, or of a field in it @returns {Element | null} the row with its questions, if it was asleep */
export function wake(root, name) {
  const rowName = /^invoices-\d+/.exec(name)?.[0];
  const row = rowName && root.querySelector(`[data-asleep][data-row="${rowName}"]`);
  if (!row) return null;
  const fields = fieldsOf(row);
  const fresh = buildRow("row-invoice", "invoices", rowName.replace("invoices-", ""));
  if (!fresh) return null;
  row.replaceWith(fresh);
  for (const [list, index] of innerRows(rowName, fields)) {
    const button = fresh.querySelector(`[data-action=add][data-into="${list}"]`);
    if (button instanceof HTMLElement) addRow(root, button.dataset["template"] ?? "", list, index);
  }
  putFields(fresh, fields);
  showAnswered(fresh);
  return fresh;
}

/** The payments and other rows inside an invoice's. @param {string} rowName @param {import("./types.d.ts").Fields} fields @returns {[string, number][]} */
function innerRows(rowName, fields) {
  const found = new Set(Object.keys(fields).flatMap(name => new RegExp(`^(${rowName}-[a-z_]+-\\d+)-`).exec(name)?.[1] ?? []));
  return [...found].map(name => [name.replace(/-\d+$/, ""), Number(/\d+$/.exec(name)?.[0])]);
}
