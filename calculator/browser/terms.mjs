/** A term typed where the due date is asked (« 30 jours fin de mois ») is not typed again where terms are asked. */

const A_TERM = /\d\s*(?:j|jours?|mois|days?|months?)\b|fin de mois|\bnets?\b|réception/i;

/** The choice « je connais le délai » was made: what was typed for the date goes along, if it is a term. @param {EventTarget | null} field */
export function carryTerm(field) {
  if (!(field instanceof HTMLInputElement) || field.value !== "term" || !field.name.endsWith("-due_mode")) return;
  const row = field.closest("[data-row]");
  const date = row?.querySelector('[name$="-due_on"]');
  const term = row?.querySelector('[name$="-term-days"]');
  if (!(date instanceof HTMLInputElement && term instanceof HTMLInputElement) || term.value) return;
  if (A_TERM.test(date.value)) term.value = date.value.trim();
}
