/** New HTML flows into the page: nodes that stay keep their focus, their caret and their open explanations. */

import { Idiomorph } from "./idiomorph.esm.js";

/** @param {Element | null} place @param {string | undefined} html */
export function morphInto(place, html) {
  if (!place || html === undefined) return;
  Idiomorph.morph(place, html, {
    morphStyle: "innerHTML",
    restoreFocus: true,
    callbacks: {
      beforeNodeMorphed: (old, fresh) => !(old.isEqualNode(fresh) || isOwnAdvice(old, place)),
      // What the reader has opened stays open.
      beforeAttributeUpdated: (name, node) => !(name === "open" && node.localName === "details"),
    },
  });
}

/** The advice has its own time: a new result leaves it in place until its own new text comes. @param {Node} old @param {Element} place */
function isOwnAdvice(old, place) {
  return old instanceof HTMLElement && old.id === "advice" && old.dataset["own"] !== undefined && place.id === "result";
}
