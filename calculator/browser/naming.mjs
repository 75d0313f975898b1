/** Fields that name an invoice: the list of the invoices' numbers, which follows what is typed. */

import { speakTo } from "./addressing.mjs";
import { showAnswers } from "./asked.mjs";
import { toNumber } from "./texts.mjs";

/** @type {WeakMap<HTMLSelectElement, string>} what each list was last made from */
const made = new WeakMap();

/**
 * @typedef {object} Invoice
 * @property {string} row the name of the row
 * @property {string} number
 */

/** Brings every such list up to date, and the words around it. @param {HTMLFormElement} form */
export function nameInvoices(form) {
  speakTo(form);
  showAnswers(form);
  const lists = form.querySelectorAll("select[data-invoices]");
  if (!lists.length) return;
  const invoices = [...form.querySelectorAll("#invoices > .row-invoice")].map(invoiceOf);
  for (const list of lists) if (list instanceof HTMLSelectElement) bringUpToDate(list, invoices);
}

/** @param {Element} row @returns {Invoice} */
function invoiceOf(row) {
  const name = row.getAttribute("data-row") ?? "";
  const field = row.querySelector(`[name="${CSS.escape(name)}-number"]`);
  return { row: name, number: field instanceof HTMLInputElement ? field.value.trim() : "" };
}

/** @param {HTMLSelectElement} list @param {Invoice[]} invoices */
function bringUpToDate(list, invoices) {
  const source = JSON.stringify([invoices, list.value]);
  if (made.get(list) === source) return;
  const chosen = list.selectedOptions[0];
  // An invoice keeps its place in the list when its number changes.
  const kept = invoices.find(({ row, number }) => number && row === chosen?.dataset["row"])
    ?? invoices.find(({ number }) => number && number === list.value);
  const value = kept?.number ?? list.value;
  const options = invoices.map(optionOf);
  // A number that no invoice bears any more stays, so that what is wrong can be said.
  if (value && !kept && chosen) options.push(chosen);
  list.replaceChildren(...[...list.options].slice(0, 1), ...options);
  list.value = value;
  made.set(list, JSON.stringify([invoices, list.value]));
}

/** @param {Invoice} invoice @param {number} position */
function optionOf({ row, number }, position) {
  const option = document.createElement("option");
  option.dataset["row"] = row;
  option.value = number;
  option.textContent = number || toNumber(position + 1);
  option.disabled = !number;
  return option;
}
