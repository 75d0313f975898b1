/** What one step changed between two states of the form, so that « Annuler » says what it takes back. */

/** @typedef {import("./types.d.ts").Fields} Fields */
/**
 * @typedef {{ what: "invoices" | "payments" | "notes", count: number, more: boolean } | { what: "field", name: string } | { what: "several" }} Change
 */

/** Rows of the form, the surest told first: an invoice that comes in brings its payments along. @type {[Extract<Change, { count: number }>["what"], RegExp][]} */
const ROWS = [
  ["invoices", /^invoices-\d+(?=-)/],
  ["payments", /^(?:invoices-\d+-)?payments-\d+(?=-)/],
  ["notes", /^(?:invoices-\d+-)?credit_notes-\d+(?=-)/],
];

/** @param {Fields} before @param {Fields} after @returns {Change} */
export function changeBetween(before, after) {
  for (const [what, pattern] of ROWS) {
    const [was, is] = [rowsIn(before, pattern), rowsIn(after, pattern)];
    if (was !== is) return { what, count: Math.abs(is - was), more: is > was };
  }
  const names = differing(before, after);
  return names.length === 1 && names[0] ? { what: "field", name: names[0] } : { what: "several" };
}

/** The entries that are not the same. @param {Fields} before @param {Fields} after */
export function differing(before, after) {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(name => (before[name] ?? "") !== (after[name] ?? ""));
}

/** How many rows something is written in. @param {Fields} fields @param {RegExp} pattern */
function rowsIn(fields, pattern) {
  return new Set(Object.entries(fields).flatMap(([name, value]) => (value ? (pattern.exec(name)?.[0] ?? []) : []))).size;
}
