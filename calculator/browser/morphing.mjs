/** New HTML flows into the page: nodes that stay keep their focus, their caret and their open explanations. */

import { Idiomorph } from "./idiomorph.esm.js";

/** @param {Element | null} place @param {string | undefined} html */
export function morphInto(place, html) {
  if (!place || html === undefined) return;
  Idiomorph.morph(place, html, { morphStyle: "innerHTML", restoreFocus: true, callbacks: callbacksIn(place) });
}

/** @param {Element} node @param {Element} fresh what it becomes */
export function morphNode(node, fresh) {
  Idiomorph.morph(node, fresh, { morphStyle: "outerHTML", restoreFocus: true, callbacks: callbacksIn(node) });
}

/** @param {Element} place */
function callbacksIn(place) {
  return {
    beforeNodeMorphed: (/** @type {Node} */ old, /** @type {Node} */ fresh) =>
      !(holdsPieces(fresh) || old.isEqualNode(fresh) || isOwnAdvice(old, place)),
    // What the reader has opened stays open.
    beforeAttributeUpdated: (/** @type {string} */ name, /** @type {Element} */ node) => !(name === "open" && node.localName === "details"),
  };
}

/** A place whose pieces come by themselves (pieces.mjs) is sent empty. @param {Node} fresh */
function holdsPieces(fresh) {
  return fresh instanceof HTMLElement && fresh.dataset["pieces"] !== undefined && !fresh.firstElementChild;
}

/** The advice has its own time: a new result leaves it in place until its own new text comes. @param {Node} old @param {Element} place */
function isOwnAdvice(old, place) {
  return old instanceof HTMLElement && old.id === "advice" && old.dataset["own"] !== undefined && place.id === "result";
}
