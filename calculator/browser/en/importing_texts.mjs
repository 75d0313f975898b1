/** What an English page says by itself while files come in. */

/** @type {typeof import("../importing_texts.mjs").IMPORT_TEXTS} */
export const IMPORT_TEXTS = {
  reading: "Reading the file…",
  stopped: "Reading has stopped. What you typed has not changed.",
  failed: "This file could not be read to its end. What you typed has not changed.",
  partMissing: "What is needed to read this file could not be downloaded. Check your connection, then start again: what you typed has not changed.",
  tooLarge: "This is too much for a single reading (20\u00a0MB at most): split the file. What you typed has not changed.",
  unreadable: "This file could not be read. What you typed has not changed.",
  caseAlone: "A saved case (.json) is opened alone: choose it without the other files, in an archive too.",
  noRows: "Paste the rows of your table first.",
  undo: "Undo the import",
  undone: "The import is undone: what you typed is as before.",
  notKept: "This browser keeps nothing: the columns will have to be told again next time.",
  forgotten: "These columns are no longer remembered.",
  nothingReceived: "The shared file did not arrive here: open it with \"Open a file\".",
  othersSaved: "The other cases are saved in your downloads.",
};

const FIGURES = new Intl.NumberFormat("en-GB");

/** @param {number} count @param {string} one @param {string} many */
function counted(count, one, many) {
  return `${FIGURES.format(count)} ${count > 1 ? many : one}`;
}

/** @param {number} done @param {number} all */
export function keepingOthers(done, all) {
  return `Cases kept: ${FIGURES.format(done)} of ${FIGURES.format(all)}…`;
}

/** @param {{ kept: number, joined: number, same: number, left: number, passed: number }} sums */
export function othersKept({ kept, joined, same, left, passed }) {
  const parts = [
    ...(kept ? [`${counted(kept, "new case", "new cases")} in “Your customers”`] : []),
    ...(joined ? [`${counted(joined, "case added to", "cases added to")}`] : []),
  ];
  const said = parts.length ? `Kept on this device: ${parts.join(", ")}.` : same ? `Nothing new: ${counted(same, "case already had it all", "cases already had it all")}.` : "Nothing new to keep.";
  const known = same && parts.length ? ` ${counted(same, "case already had it all", "cases already had it all")}.` : "";
  const open = passed ? ` ${counted(passed, "case that is open or was changed elsewhere", "cases that are open or were changed elsewhere")}: not touched.` : "";
  const rows = left ? ` ${counted(left, "invoice", "invoices")} could not be taken over.` : "";
  return said + known + open + rows;
}

/** @param {{ kept: number, known: number, passed: number }} sums */
export function casesKept({ kept, known, passed }) {
  const said = kept ? `Kept on this device: ${counted(kept, "case", "cases")}.` : "";
  const same = known ? `${counted(known, "case was there already, as it is", "cases were there already, as they are")}.` : "";
  const own = passed ? `${counted(passed, "customer already had a case there, which has not changed", "customers already had a case there, which has not changed")}.` : "";
  return [said, same, own].filter(Boolean).join(" ");
}
