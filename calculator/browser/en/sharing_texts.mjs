/** What « Download », « Share » and a link that came say, in English. */

import { EASY_LINK, LONGEST_CODE, LONGEST_LINK, SHORTEST_PASSPHRASE } from "../sharing.mjs";

/** @typedef {import("../types.d.ts").Fields} Fields */

const IN_FIGURES = new Intl.NumberFormat("en-GB");

/** @type {typeof import("../sharing_texts.mjs").SHARING} */
export const SHARING = {
  listing: "The list of files is being prepared…",
  listFailed: "The list of files could not be made, through our fault. What you typed is kept, and can be downloaded below.",
  listUnreachable: "What is needed to make these files could not be downloaded. Check your connection, then open “Download” again: nothing is lost, and this case can already be downloaded below.",
  fileFailed: "This file could not be made, through our fault. What you typed is kept.",
  making: "Preparing the file…",
  linkCopied: "Link copied.",
  linkSent: "Sent.",
  copyByHand: "Copying was not possible: take the link below.",
  sendFailed: "Sending was not possible: copy the link.",
  noLink: "This browser cannot make a link: save the case as a file instead.",
  noLock: "This page did not come from a secure address (https): the browser cannot encrypt the link.",
  tooShort: `Too short: at least ${SHORTEST_PASSPHRASE} characters, for example four words that have nothing to do with each other.`,
  codeComing: "The code is being prepared…",
  codeShown: "The code opens this case on the device that reads it. Whoever photographs it has the case.",
  codeFailed: "The code could not be made. Copy the link.",
  wrongPassphrase: "This passphrase does not open this link. Check it with whoever sent it to you: accents, spaces and capitals count.",
  arriving: "The case of the link is being opened…",
  arrived: "The case of the link is open. It is your copy: what you change in it stays here.",
  linkName: "The case of the link",
  notOpened: "The case of the link was not opened. Nothing has changed in what you typed.",
  failed: "The case of the link could not be opened, because the calculation did not start. Reload the page: the link is still in the address.",
};

/** Why a link does not open. @type {typeof import("../sharing_texts.mjs").REFUSED} */
export const REFUSED = {
  damaged: "This link is damaged or incomplete: a mail program may have cut it. Ask for it again, or for the file of the case. Nothing has changed in what you typed.",
  newer: "This link comes from a newer version of this page. Reload the page, then open the link again. Nothing has changed in what you typed.",
  passphrase: "This link opens only with its passphrase. Nothing has changed in what you typed.",
  unable: "This browser is too old to open this link, or this page did not come from a secure address (https). Ask for the file of the case. Nothing has changed in what you typed.",
};

/** @param {string} name */
export function savedAs(name) {
  return `Saved: ${name}, in your downloads.`;
}

/** What goes along with the link, said before it is copied. @param {Fields} fields */
export function held(fields) {
  const values = (/** @type {RegExp} */ pattern) => Object.entries(fields).filter(([name, value]) => value && pattern.test(name));
  const names = values(/^(creditor|debtor)-name$/).map(([, value]) => value);
  const sums = values(/^invoices-\d+-amount$/).length;
  const parts = [
    names.length ? `${names.length === 1 ? "the name" : "the names"} ${names.join(" and ")}` : "",
    sums ? `${sums === 1 ? "one sum and its date" : `${IN_FIGURES.format(sums)} sums and their dates`}` : "",
    values(/-payments-\d+-amount$|^payments-\d+-amount$/).length ? "the payments" : "",
    values(/-(address|email|phone)$/).length ? "the contact details" : "",
    values(/-iban$/).length ? "the IBAN" : "",
    values(/^letter$/).length ? "what you wrote for the letters" : "",
  ].filter(Boolean);
  const what = parts.length ? listed(parts) : "all that you typed";
  return `This link contains ${what}. Whoever has it can read it.`;
}

/** @param {string[]} parts */
function listed(parts) {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/** @param {number} length @returns {string} */
export function linkSize(length) {
  const said = `${IN_FIGURES.format(length)} characters`;
  if (length > LONGEST_LINK) return `This case is too large for a link (${said}, ${IN_FIGURES.format(LONGEST_LINK)} at most): save it as a file instead.`;
  if (length > EASY_LINK) return `This link is long (${said}): some mail programs cut it. Send the file of the case instead if the link does not open.`;
  return `This link is ${said} long: it goes through everywhere.`;
}

/** @param {number} length */
export function codeTooLong(length) {
  return `This case is too long for a QR code (${IN_FIGURES.format(length)} characters, ${IN_FIGURES.format(LONGEST_CODE)} at most): copy the link, or save it as a file.`;
}

/** @param {number} count answers of a link that this page has no place for */
export function unknownParts(count) {
  return count === 1
    ? "One answer of this link comes from a newer version of this page, and could not be taken over."
    : `${IN_FIGURES.format(count)} answers of this link come from a newer version of this page, and could not be taken over.`;
}

/** @param {string} amount @param {string} due */
export function proposalLeft(amount, due) {
  const what = [amount && `€${amount}`, due && `due on ${due}`].filter(Boolean).join(", ");
  return `What you typed stays as it was: the link proposed an invoice (${what}).`;
}
