/** Brings the calculator's page to life; the page imports this module and calls `mount`. */

import { SIGNS, atOnce } from "./first_shown.mjs";
import { followHead, showHead } from "./heading.mjs";
import { CalculatorPage } from "./page.mjs";
import { preparePrinting } from "./printing.mjs";

// For whoever speaks to Python without the page, or asks which questions count.
export { notAsked, showAnswers } from "./asked.mjs";
export { connect } from "./runtime.mjs";

/** @type {CalculatorPage | null} kept while the reader visits other pages of the site, entries and calculation alike */
let page = null;

/** @param {HTMLFormElement} form @returns {CalculatorPage | null} */
export function mount(form) {
  const root = form.closest("#calculator");
  if (!(root instanceof HTMLElement)) return null;
  if (page?.root === root) return page;
  if (page) {
    root.replaceWith(page.root);
    showHead(page.root);
    // the reader may have come back by a link that brings something
    void page.arriving.take();
    return page;
  }
  page = new CalculatorPage(root);
  // the scripts have come: that they have not is no longer to be said, however long the reader only reads
  root.querySelector("#engine-status .late")?.remove();
  followHead(root);
  startWhenWanted(page);
  preparePrinting(() => page?.root ?? null, () => page?.title ?? "");
  return page;
}

/** Reading comes first: Python is fetched at the first sign of interest, or for a case that is there to be reckoned. @param {CalculatorPage} shown */
function startWhenWanted(shown) {
  const start = () => {
    for (const sign of SIGNS) removeEventListener(sign, start, true);
    shown.start();
  };
  for (const sign of SIGNS) addEventListener(sign, start, { capture: true, passive: true });
  // Whoever was quicker than these scripts has shown interest already.
  if (atOnce.wanted) start();
}
