/** What the element says of an amount, a due date and a day: the first figures of the calculator, or why there are none. */

import { centsIn, dayIn, firstFigures } from "../browser/first_figures.mjs";

/** @typedef {import("../browser/types.d.ts").FirstTable} Table */
/** @typedef {import("../browser/types.d.ts").FirstFigures} Figures */
/** @typedef {{ amount: string, due: string, asOf: string }} Typed days in ISO 8601, as a browser's own field gives them */
/** @typedef {"waiting" | "amount" | "not-late" | "expired" | "elsewhere"} Reason */

/**
 * The figures, or the reason why there are none.
 *
 * @param {Typed} typed @param {Table} table
 * @returns {{ figures: Figures } | { reason: Reason }}
 */
export function answerTo({ amount, due, asOf }, table) {
  if (!amount.trim() || !due || !asOf) return { reason: "waiting" };
  if (centsIn(amount, table) === null) return { reason: "amount" };
  const [dueDay, lastDay] = [dayIn(french(due), table), dayIn(french(asOf), table)];
  if (dueDay === null || lastDay === null) return { reason: "elsewhere" };
  if (lastDay > table.last) return { reason: "expired" };
  if (lastDay <= dueDay) return { reason: "not-late" };
  const figures = firstFigures({ as_of: french(asOf), "invoices-0-amount": amount, "invoices-0-due_on": french(due) }, {}, table);
  return figures ? { figures } : { reason: "elsewhere" };
}

/** A day as the calculator's form has it. @param {string} day in ISO 8601 */
export function french(day) {
  return day.split("-").reverse().join("/");
}

/** Where the calculator goes on with the same invoice; behind the #, which is sent to nobody. @param {string} calculator @param {Typed} typed */
export function further(calculator, { amount, due }) {
  const said = new URLSearchParams(Object.entries({ montant: amount.trim(), echeance: due }).filter(([, value]) => value));
  return said.size ? `${calculator}#${said}` : calculator;
}
