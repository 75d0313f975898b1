/**
 * The case is kept for the tab: a reload, a step back, a tab that a phone throws away, and everything is there again.
 *
 * It lies in the tab's session storage, which goes with the tab, and in no other place.
 */

import { sleepingRow, sleeps } from "./asleep.mjs";
import { CONDITIONAL } from "./asked.mjs";
import { controlsIn, putFields } from "./entries.mjs";
import { everything } from "./fields.mjs";
import { nameInvoices } from "./naming.mjs";
import { addRow, drawFirstRow, isOnlyDrawn, removeRow, removedRow } from "./rows.mjs";

/**
 * @typedef {import("./types.d.ts").Fields} Fields
 * @typedef {import("./types.d.ts").Kept} Kept
 * @typedef {import("./types.d.ts").KeptRow} KeptRow
 */

export const KEY = "payeatemps.case";
/** Before the name of a form of another page: what was answered there. */
export const ANSWERS = "payeatemps.reponses.";
const VERSION = 1;

/** What an earlier visit of this tab left. @returns {Kept | null} */
export function kept() {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
    return isKept(found) ? found : null;
  } catch {
    return null;
  }
}

/** What another program has written there is not taken up. @param {any} found */
function isKept(found) {
  const { version, fields, rows, answered, open, left, letter, total } = found ?? {};
  return (
    version === VERSION &&
    isTexts(fields) &&
    [answered, open, left].every(list => Array.isArray(list) && list.every(isText)) &&
    Array.isArray(rows) && rows.every(row => isText(row?.into) && isText(row.name) && (row.removed === undefined || isTexts(row.removed))) &&
    rows.some(row => /^invoices-\d+$/.test(row.name)) &&
    isText(total) &&
    isText(letter?.chosen) && Array.isArray(letter.asked) && [letter.manner, letter.changes, letter.typed].every(isTexts) &&
    (letter.edit === undefined || isTexts(letter.edit))
  );
}

/** @param {unknown} value */
function isText(value) {
  return typeof value === "string";
}

/** @param {unknown} value */
function isTexts(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every(isText);
}

/** @param {Omit<Kept, "version">} state @returns {boolean} whether it could be kept */
export function keep(state) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ version: VERSION, ...state }));
    return true;
  } catch {
    return false;
  }
}

/** What was typed in this tab, the answers of the other pages included. */
export function forget() {
  try {
    for (const name of Object.keys(sessionStorage)) if (name === KEY || name.startsWith(ANSWERS)) sessionStorage.removeItem(name);
  } catch {
    // a browser that keeps nothing has nothing to forget
  }
}

// ------------------------------------------------------------ the form

/** @param {HTMLFormElement} form @returns {Pick<Kept, "fields" | "rows" | "answered">} */
export function formState(form) {
  return { fields: fieldsOf(form), rows: rowsOf(form), answered: answeredParts(form) };
}

/** Every entry; those of a row that only the page has drawn are nobody's. @param {HTMLFormElement} form @returns {Fields} */
function fieldsOf(form) {
  const fields = everything(form);
  for (const row of form.querySelectorAll("[data-starts] [data-row]")) {
    if (isOnlyDrawn(row)) for (const { name } of controlsIn(row)) delete fields[name];
  }
  return fields;
}

/** Every row in its place, those that were removed and can come back included; a row that only the page has drawn is none. @param {HTMLFormElement} form @returns {KeptRow[]} */
function rowsOf(form) {
  const rows = [];
  for (const list of form.querySelectorAll("[data-list]")) {
    for (const row of list.children) {
      if (isOnlyDrawn(row)) continue;
      const name = row.getAttribute("data-row") ?? "";
      const aside = removedRow(row);
      rows.push({ into: list.getAttribute("data-list") ?? "", name, ...(aside ? { removed: fieldsIn(aside) } : {}) });
    }
  }
  return rows;
}

/** @param {Element} row @returns {Fields} */
function fieldsIn(row) {
  const form = document.createElement("form");
  form.append(row.cloneNode(true));
  // a copy of a list or of a text forgets what was chosen or typed
  const [typed, copies] = [controlsIn(row), controlsIn(form)];
  typed.forEach((control, place) => {
    const copy = copies[place];
    if (copy) copy.value = control.value;
  });
  return everything(form);
}

/** The parts that stay in sight because a file answered them, by their first field. @param {HTMLFormElement} form */
function answeredParts(form) {
  return [...form.querySelectorAll("[data-filled]")].map(part => part.querySelector("[name]")?.getAttribute("name") ?? "");
}

/** Puts the rows and the entries back into a form that nobody has touched. @param {Element} root @param {HTMLFormElement} form @param {Pick<Kept, "fields" | "rows" | "answered">} state */
export function refill(root, form, state) {
  const names = new Set(state.rows.map(row => row.name));
  for (const row of form.querySelectorAll("[data-row]")) if (!names.has(row.getAttribute("data-row") ?? "")) row.remove();
  const invoices = state.rows.filter(row => row.into === "invoices").map(row => row.name);
  for (const row of state.rows) {
    const place = row.removed ? -1 : invoices.indexOf(row.name);
    if (sleeps(place, invoices.length)) putAsleep(form, row.name, state.fields);
    else putRow(root, form, row);
  }
  for (const name of state.answered) {
    form.querySelector(`[name="${CSS.escape(name)}"]`)?.closest(`${CONDITIONAL}, [data-asleep]`)?.setAttribute("data-filled", "");
  }
  nameInvoices(form);
  putFields(form, state.fields);
  for (const { name, removed } of state.rows) {
    const row = removed && form.querySelector(`[data-row="${CSS.escape(name)}"]`);
    if (!row) continue;
    putFields(row, removed);
    removeRow(row);
  }
  nameInvoices(form);
}

/** @param {HTMLFormElement} form @param {string} name @param {Fields} fields */
function putAsleep(form, name, fields) {
  const row = form.querySelector(`[data-row="${CSS.escape(name)}"]`) ? null : sleepingRow(name, fields);
  if (row) form.querySelector('[data-list="invoices"]')?.append(row);
}

/** @param {Element} root @param {HTMLFormElement} form @param {KeptRow} row */
function putRow(root, form, row) {
  if (form.querySelector(`[data-row="${CSS.escape(row.name)}"]`)) return;
  const index = /(\d+)$/.exec(row.name)?.[1];
  // the list of a row that the form no longer knows is gone with it
  const button = root.querySelector(`[data-action=add][data-into="${CSS.escape(row.into)}"]`);
  if (button instanceof HTMLElement && index) addRow(root, button.dataset.template ?? "", row.into, Number(index));
}

// ------------------------------------------------------------ what is open

/** @param {Element} root @returns {string[]} */
export function openParts(root) {
  return [...named(root)].filter(([, part]) => part.open).map(([name]) => name);
}

/** @param {Element} root @param {string[]} names */
export function reopen(root, names) {
  const open = new Set(names);
  for (const [name, part] of named(root)) if (open.has(name)) part.open = true;
}

/**
 * Puts a form that took another's place back as the reader had it: what they knew is as open as it was.
 * @param {Element} root @param {Map<string, boolean>} before
 */
export function refold(root, before) {
  for (const [name, part] of named(root)) {
    const was = before.get(name);
    if (was === undefined) continue;
    part.open = was;
    // at once: the field that the reader is in may be in it
    if (was && part.hasAttribute("data-starts")) drawFirstRow(root, part);
  }
}

/** Which parts are open and which are not. @param {Element} root @returns {Map<string, boolean>} */
export function foldsOf(root) {
  return new Map([...named(root)].map(([name, part]) => [name, part.open]));
}

/** Every part that unfolds, by a name that is the same at the next visit. @param {Element} root @returns {Map<string, HTMLDetailsElement>} */
function named(root) {
  /** @type {Map<string, HTMLDetailsElement>} */
  const parts = new Map();
  for (const part of root.querySelectorAll("details")) {
    const around = part.parentElement?.closest("[data-row], [data-kind], [id]");
    const place = around?.getAttribute("data-row") ?? around?.getAttribute("data-kind") ?? around?.id ?? "";
    const own = part.dataset["addition"] ?? part.dataset["why"] ?? part.className;
    let name = `${place} ${own}`;
    while (parts.has(name)) name += "+";
    parts.set(name, part);
  }
  return parts;
}
