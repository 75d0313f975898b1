/**
 * What waiting costs, with the reader's own three figures: how many days are waited for, and what lies with customers beyond
 * the agreed days. The same sums as `latepay_core.procedure.cost_of_late_payment`, on a year of 365 days; nothing is kept.
 */

const DAYS = 365;
const euros = new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR", maximumFractionDigits: 0 });
const days = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 1 });

/** « 30 000,50 » as a number; NaN where it is none. @param {string} text */
function figure(text) {
  const plain = text.replaceAll(/[\s\u00a0\u202f€]/g, "").replace(",", ".");
  return /^\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN;
}

/** @param {string[]} typed what is owed, the sales of a year, the agreed days */
export function said(typed) {
  const [owed = Number.NaN, sales = Number.NaN, agreed = Number.NaN] = typed.map(figure);
  if ([owed, sales, agreed].some(Number.isNaN)) return "Remplissez les trois cases avec des nombres, par exemple 30\u202f000.";
  if (sales === 0) return "Les ventes de l’année doivent dépasser zéro.";
  const waited = (owed / sales) * DAYS;
  const beyond = owed - (sales * agreed) / DAYS;
  const wait = `Vous attendez ${days.format(waited)} jours en moyenne.`;
  if (beyond <= 0) return `${wait} C’est dans les délais que vous accordez.`;
  return `${wait} Au-delà du délai convenu, ${euros.format(beyond)} dorment chez vos clients.`;
}

export function mount() {
  for (const form of document.querySelectorAll("form[data-waiting]")) {
    const told = form.querySelector("output");
    if (!(form instanceof HTMLFormElement) || !told || form.dataset.wired !== undefined) continue;
    form.dataset.wired = "";
    form.addEventListener("submit", event => {
      event.preventDefault();
      told.textContent = said([...form.querySelectorAll("input")].map(field => field.value));
    });
  }
}
