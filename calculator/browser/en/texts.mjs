/** What an English page says by itself; all that concerns a claim comes from the templates. */

/** @type {typeof import("../texts.mjs").TEXTS} */
export const TEXTS = {
  splitWithoutNumber: "Give the invoice number first: it is what holds its due dates together.",
  splitAdded: "One more due date for this invoice: give its day and its amount, and leave on the other one only what was to be paid that day. The compensation counts once.",
  loading: "Preparing the calculation… You can already fill in the form.",
  loadingLong: "The calculation is late: the connection is slow or cut. What you typed is kept.",
  ready: "Ready: the result follows what you type.",
  failed: "The calculation could not start. What you typed is kept.",
  failedFirst: "The full calculation could not come. These first figures follow what you typed.",
  fault: "The calculation stopped on an error of ours. What you typed is kept.",
  saveCase: "Save the case",
  retry: "Try again",
  stop: "Stop the calculation",
  resume: "Resume the calculation",
  barLoading: "The calculation is being prepared…",
  loadingBar: "Download of the calculation",
  barWorking: "Calculating…",
  notFollowed: "The amount no longer follows",
  barStopped: "The calculation is stopped",
  stale: "Calculating: the amount below does not follow what you typed yet.",
  long: "The calculation takes longer than usual. What you typed is kept.",
  stopped: "The calculation is stopped. What you typed is kept.",
  stoppedFigures: "The calculation is stopped: the amount below does not follow what you typed.",
  failedFigures: "The amount below does not follow what you typed.",
  statusWorking: "Calculating…",
  statusStopped: "The calculation is stopped. What you typed is kept.",
  clear: "Clear everything",
  recalculate: "Replaces the day up to which the sums are calculated",
  notKept: "This tab could not keep what you typed: save the case before you leave it.",
  fileFault: "This file made the calculation fail, through our fault. Nothing has changed in what you typed.",
  letterComing: "The letter is being prepared…",
  lettersComing: "The letters are being prepared…",
  partMissing: "What is needed for this could not be downloaded. Check your connection: nothing you typed is lost.",
  method: "How to work it out by hand (in French)",
  preparing: "Preparing…",
  restore: "Put back",
  cleared: "Everything is cleared.",
  clearedHere: "The page is empty. What you kept on this device stays in “Your customers”.",
  copied: "Copied",
  totalCopied: "Total copied.",
  tableCopied: "Table copied: paste it into a spreadsheet.",
  copyFailed: "Copying was not possible: select the text and copy it.",
  nothingYet: "There is no result yet: fill in the amount and the due date first.",
  tooLarge: "This file is too large to be a claim saved here (5\u00a0MB at most). Nothing has changed in what you typed.",
  unreadable: "This file could not be read. Nothing has changed in what you typed.",
  rewritable: "Passage that you can rewrite",
  rewritten: "Your passage is kept.",
  restored: "The text of the letter is restored.",
  letterStale: "What you typed no longer gives an amount: the letter below stays as it was. It will follow as soon as the invoice is complete.",
  letterFailed: "The letter could not be written, through our fault. What you typed is kept.",
  makingFile: "Preparing the file…",
  fileMade: "The file is saved in your downloads.",
  logoKept: "Logo kept on this device: it is in the letterhead of what you print next, in PDF and Word.",
  logoThere: "A logo is kept on this device.",
  logoForgotten: "Logo removed from this device.",
  logoRefused: "This image does not fit a letterhead: choose an ordinary PNG or JPEG.",
  letterCopied: "Text of the letter copied.",
  passageCopied: "Passage copied.",
  notOpened: "The file was not opened",
  toPutRight: "to be corrected",
  why: "why?",
  unnamedCase: "Unnamed case",
  imputed: "The surplus is applied to the oldest invoice.",
  example: "Example: €10,000 unpaid. Replace these figures with yours, or undo.",
};

/** @param {number} number @param {string} words the first ones of the passage */
export const passageName = (number, words) => `Passage ${number}: ${words}`;

/** @param {string} day as it was typed */
export const happened = day => `Noted on ${day}.`;

const IN_WORDS = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" });

/** @param {Date} day */
export function inWords(day) {
  return IN_WORDS.format(day).replaceAll(" ", "\u00a0");
}

/** After “what you are owed”. @param {Date} day */
export function upTo(day) {
  return ` on ${inWords(day)}`;
}

const MEGABYTE = 1_000_000;
const IN_MEGABYTES = new Intl.NumberFormat("en-GB", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** @param {number} bytes that have come @param {number} whole */
export function loadedOf(bytes, whole) {
  return `The calculation is being prepared: ${outOf(bytes, whole)}`;
}

/** @param {number} bytes that have come @param {number} whole */
export function arrivedOf(bytes, whole) {
  return `${outOf(bytes, whole)} have come.`;
}

/** @param {number} bytes @param {number} whole */
function outOf(bytes, whole) {
  const [come, all] = [bytes, whole].map(each => IN_MEGABYTES.format(each / MEGABYTE));
  return `${come}\u00a0MB of ${all}`;
}

/** “€10,389.52” @param {bigint} cents */
export function euros(cents) {
  const [, whole = "", rest = ""] = /^(\d+)(\d\d)$/.exec(String(cents).padStart(3, "0")) ?? [];
  return `€${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${rest}`;
}

/** @param {Date} day */
export function stoppedOn(day) {
  return `The sums are calculated up to ${inWords(day)}.`;
}

/** @param {Date} today */
export function recalculateTo(today) {
  return `Calculate again up to ${inWords(today)}`;
}

const OF_A_STEP = {
  invoices: ["an invoice", "invoices"],
  payments: ["a payment", "payments"],
  notes: ["a credit note", "credit notes"],
};

/** What a step changed. @param {import("../steps.mjs").Change} change @param {string} label of the one entry that it changed, where it has one */
export function stepTold(change, label) {
  if ("count" in change) {
    const [one, many] = OF_A_STEP[change.what];
    return `${change.more ? "adding" : "removing"} ${change.count === 1 ? one : `${change.count} ${many}`}`;
  }
  return change.what === "field" && label ? `“${label}”` : "last change";
}

/** What the buttons of a step do. @type {Record<"undo" | "redo", (told: string) => string>} */
export const STEPS = { undo: told => `Undo: ${told}`, redo: told => `Redo: ${told}` };

/** What was done. @type {Record<"undo" | "redo", (told: string) => string>} */
export const STEPPED = { undo: told => `Undone: ${told}.`, redo: told => `Redone: ${told}.` };

/** @param {string} total */
export function totalBefore(total) {
  return `Amount when you left: ${total}`;
}

/** @param {string} name @param {number} faults what is still to be completed or put right */
export function saved(name, faults) {
  const where = `Saved in your downloads: ${name}.`;
  if (!faults) return `${where} To take it up again, here or on another device: “Open a case”.`;
  return `${where} It keeps all that you typed, ${faults === 1 ? "one point" : `${faults} points`} still to be completed or corrected.`;
}

/** @param {number} wrong */
export function toPutRight(wrong) {
  return wrong === 1 ? "No amount: one point to correct." : `No amount: ${wrong} points to correct.`;
}

/** @type {Record<string, { gone: string, back: string, added: string }>} */
const ROWS = {
  invoices: { gone: "Invoice removed", back: "Invoice put back.", added: "Invoice added." },
  payments: { gone: "Payment removed", back: "Payment put back.", added: "Payment added." },
  events: { gone: "Event removed", back: "Event put back.", added: "Event added." },
  credit_notes: { gone: "Credit note removed", back: "Credit note put back.", added: "Credit note added." },
};

const LINE = { gone: "Line removed", back: "Line put back.", added: "Line added." };

/** @param {string} list the name of a list: `invoices`, `invoices-0-payments`… */
export function wordsFor(list) {
  return ROWS[list.replace(/^.*-/, "")] ?? LINE;
}

/** An invoice that cannot be named yet. @param {number} place */
export function toNumber(place) {
  return `invoice ${place}: give it a number first`;
}

/** @param {string} number @param {number} place @param {boolean} isPrivate */
export function invoiceName(number, place, isPrivate) {
  return number || `${isPrivate ? "Debt" : "Invoice"} ${place}`;
}

/** @param {string} words */
export function notFound(words) {
  return `No invoice contains “${words}”.`;
}

/** @param {string} name */
export function you(name) {
  return `You: ${name}`;
}

/** @param {string} side @param {boolean} owed @param {string} creditor @param {string} debtor */
export function whoOwes(side, owed, creditor, debtor) {
  return owed ? `${side} · you are ${debtor}, ${creditor} claims` : `${side} · you are ${creditor}, the debtor is ${debtor}`;
}

/** @param {string} day as it was typed */
export function stoppedShort(day) {
  return day ? `calculated up to ${day}` : "";
}

/** @param {string} total */
export function totalIs(total) {
  return `Total owed: ${total}`;
}

/** @param {string} name */
export function opened(name) {
  return `“${name}” is open.`;
}
