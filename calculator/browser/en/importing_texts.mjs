/** What an English page says by itself while files come in. */

/** @type {typeof import("../importing_texts.mjs").IMPORT_TEXTS} */
export const IMPORT_TEXTS = {
  reading: "Reading the file…",
  stopped: "Reading has stopped. What you typed has not changed.",
  failed: "This file could not be read to its end. What you typed has not changed.",
  partMissing: "What is needed to read this file could not be downloaded. Check your connection, then start again: what you typed has not changed.",
  tooLarge: "This is too much for a single reading (20\u00a0MB at most): split the file. What you typed has not changed.",
  unreadable: "This file could not be read. What you typed has not changed.",
  caseAlone: "A saved case (.json) is opened alone: choose it without the other files.",
  noRows: "Paste the rows of your table first.",
  undo: "Undo the import",
  undone: "The import is undone: what you typed is as before.",
  notKept: "This browser keeps nothing: the columns will have to be told again next time.",
  forgotten: "These columns are no longer remembered.",
  nothingReceived: "The shared file did not arrive here: open it with \"Open a file\".",
  othersSaved: "The other cases are saved in your downloads.",
};
