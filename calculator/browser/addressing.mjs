/**
 * To whom the page speaks: one who is owed money or one who is asked for it, about an invoice or about a private debt.
 *
 * A piece of text that differs carries its wordings (`data-say-base`, `-debtor`, `-private`, `-both`), written by the
 * templates; here the right one takes its place at once, without waiting for Python.
 */

import { valueOf } from "./values.mjs";

/** Fields whose own words the browser may know: those of whoever types. */
const OWN = "[data-own]";

/** @typedef {{ debtor: boolean, private: boolean }} Reader */

/** @param {HTMLFormElement} form @returns {Reader} */
export function readerOf(form) {
  return { debtor: valueOf(form, "side") === "debtor", private: valueOf(form, "creditor-kind") === "individual" };
}

/** @param {HTMLFormElement} form */
export function speakTo(form) {
  const reader = readerOf(form);
  const page = form.closest("article") ?? form.ownerDocument;
  for (const place of page.querySelectorAll("[data-say-base]")) {
    if (place instanceof HTMLElement) word(place, reader);
  }
  const side = reader.debtor ? "debtor-" : "creditor-";
  for (const field of form.querySelectorAll(OWN)) {
    const own = field.getAttribute("name")?.startsWith(side) ? field.getAttribute("data-own") : null;
    field.setAttribute("autocomplete", own ?? "off");
  }
}

/** @param {HTMLElement} place @param {Reader} reader */
export function word(place, reader) {
  const said = wording(place.dataset, reader);
  if (place instanceof HTMLOptGroupElement) place.label = said;
  else if (place.textContent !== said) place.textContent = said;
}

/** The most precise wording there is. @param {DOMStringMap} words @param {Reader} reader */
function wording({ sayBase = "", sayDebtor, sayPrivate, sayBoth }, reader) {
  if (reader.debtor && reader.private) return sayBoth ?? sayDebtor ?? sayPrivate ?? sayBase;
  return (reader.debtor ? sayDebtor : reader.private ? sayPrivate : undefined) ?? sayBase;
}
