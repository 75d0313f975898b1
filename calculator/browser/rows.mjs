/** Rows of a list: added from a template, removed with a way back. */

import { controlsIn, putFields } from "./entries.mjs";
import { TEXTS, wordsFor } from "./texts.mjs";

const FIRST_FIELD = "input:not([type=hidden]):not([hidden]), select, textarea";

/** @type {WeakMap<Element, Element>} the row that a « removed » line stands for */
const removed = new WeakMap();

/** The rows that the page has drawn by itself, for a list that is opened. @type {WeakSet<Element>} */
const drawn = new WeakSet();

/** The lists that are opened while they have no row yet have their first. @param {Element} root @param {Element} part what unfolds @returns {boolean} whether one was drawn */
export function drawFirstRow(root, part) {
  const button = part.querySelector("[data-action=add]");
  if (!(button instanceof HTMLElement) || part.querySelector("[data-list] > *")) return false;
  const row = addRow(root, button.dataset.template ?? "", button.dataset.into ?? "");
  if (row) drawn.add(row);
  return row !== null;
}

/** Whether the page has drawn it by itself, and nobody has written in it. @param {Element} row */
export function isOnlyDrawn(row) {
  return drawn.has(row) && controlsIn(row).every(control => control.value === "");
}

/** @param {Element} list */
function nextIndex(list) {
  const used = [...list.children].map(row => Number(/(\d+)$/.exec(row.getAttribute("data-row") ?? "")?.[1] ?? -1));
  return Math.max(-1, ...used) + 1;
}

/** @param {Element} row */
export function focusFirstField(row) {
  const field = row.querySelector(FIRST_FIELD);
  if (field instanceof HTMLElement) field.focus();
}

/**
 * @param {Element} root
 * @param {string} templateId
 * @param {string} into name of the list that takes the row
 * @param {number} [given] the row's number, where it has had one before
 * @returns {Element | null} the new row
 */
export function addRow(root, templateId, into, given) {
  const list = root.querySelector(`[data-list="${CSS.escape(into)}"]`);
  const row = list && buildRow(templateId, into, String(given ?? nextIndex(list)));
  if (!row) return null;
  list.append(row);
  list.closest("details")?.setAttribute("open", "");
  return row;
}

/**
 * @param {string} templateId
 * @param {string} into name of the list that will take the row
 * @param {string} index the row's number
 * @returns {Element | null}
 */
export function buildRow(templateId, into, index) {
  const template = document.getElementById(templateId);
  if (!(template instanceof HTMLTemplateElement)) return null;
  const invoice = /^invoices-(\d+)-/.exec(into)?.[1] ?? index;
  const holder = document.createElement("template");
  holder.innerHTML = template.innerHTML.replaceAll("__I__", invoice).replaceAll("__J__", index);
  return holder.content.firstElementChild;
}

/** What an invoice's due dates do not share. */
const OF_ONE_DUE_DATE = /-(?:amount|due_on|kept|paid_undated|compensated|suspension-[a-z_]+)$|-(?:payments|credit_notes)-/;

/** A row for another due date of an invoice: the rest is the same. @param {ParentNode} form @param {Element} row @param {string} name of the invoice's row */
export function putAlike(form, row, name) {
  const own = row.getAttribute("data-row") ?? "";
  /** @type {Record<string, string>} */
  const fields = {};
  for (const control of controlsIn(form)) {
    const chosen = !(control instanceof HTMLInputElement && ["radio", "checkbox"].includes(control.type)) || control.checked;
    if (!chosen || !control.name.startsWith(`${name}-`) || OF_ONE_DUE_DATE.test(control.name)) continue;
    fields[own + control.name.slice(name.length)] = control.value;
  }
  // the day itself is asked: one term gives one day
  fields[`${own}-due_mode`] = "due";
  putFields(row, fields);
}

/**
 * The line that takes a row's place keeps the row's name, so that its number is never given twice.
 * @param {Element} row
 * @returns {HTMLElement} the button that brings the row back
 */
export function removeRow(row) {
  const page = row.ownerDocument;
  const list = row.parentElement?.getAttribute("data-list") ?? "";
  const line = page.createElement(row.localName);
  line.className = "row-removed";
  line.setAttribute("data-row", row.getAttribute("data-row") ?? "");
  const words = page.createElement("span");
  words.id = `removed-${line.getAttribute("data-row")}`;
  words.textContent = wordsFor(list).gone;
  const button = page.createElement("button");
  button.type = "button";
  button.id = `${words.id}-restore`;
  button.dataset.action = "restore";
  button.textContent = TEXTS.restore;
  button.setAttribute("aria-describedby", words.id);
  line.append(words, " · ", button);
  removed.set(line, row);
  row.replaceWith(line);
  return button;
}

/** The row that a « removed » line stands for. @param {Element} line */
export function removedRow(line) {
  return removed.get(line);
}

/** @param {Element} line @returns {Element | null} the row, back in its place */
export function restoreRow(line) {
  const row = removed.get(line);
  if (!row) return null;
  line.replaceWith(row);
  removed.delete(line);
  return row;
}
