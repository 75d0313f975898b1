/** New HTML flows into the page: nodes that stay keep their focus, their caret and their open explanations. */

import { Idiomorph } from "./idiomorph.esm.js";

/** @param {Element | null} place @param {string | undefined} html */
export function morphInto(place, html) {
  if (!place || html === undefined) return;
  Idiomorph.morph(place, html, {
    morphStyle: "innerHTML",
    restoreFocus: true,
    callbacks: {
      // The advice has its own time: a new result leaves it in place until its own new text comes.
      beforeNodeMorphed: old => !(old instanceof Element && old.id === "advice" && place.id === "result"),
      // What the reader has opened stays open.
      beforeAttributeUpdated: (name, node) => !(name === "open" && node.localName === "details"),
    },
  });
}
