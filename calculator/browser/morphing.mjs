/** New HTML flows into the page: nodes that stay keep their focus, their caret and their open explanations. */

import { Idiomorph } from "./idiomorph.esm.js";

/** @param {Element | null} place @param {string | undefined} html */
export function morphInto(place, html) {
  if (!place || html === undefined) return;
  Idiomorph.morph(place, html, {
    morphStyle: "innerHTML",
    restoreFocus: true,
    callbacks: {
      beforeNodeMorphed: (old, fresh) => !(isHeld(old, fresh) || old.isEqualNode(fresh) || isOwnAdvice(old, place)),
      // What the reader has opened stays open.
      beforeAttributeUpdated: (name, node) => !(name === "open" && node.localName === "details"),
    },
  });
}

/** A piece that stands here already is sent empty. @param {Node} old @param {Node} fresh */
function isHeld(old, fresh) {
  if (!(old instanceof HTMLElement && fresh instanceof HTMLElement)) return false;
  return fresh.dataset["piece"] !== undefined && fresh.dataset["piece"] === old.dataset["piece"] && !fresh.hasChildNodes();
}

/** The pieces that stand in a place, by what they show. @param {Element} place @returns {string[]} */
export function heldIn(place) {
  return [...place.querySelectorAll("[data-piece]:not(:empty)")].map(piece => piece.getAttribute("data-piece") ?? "");
}

/** Whether a piece is still to come. @param {Element} place */
export function lacksPieces(place) {
  return place.querySelector("[data-piece]:empty") !== null;
}

/** The advice has its own time: a new result leaves it in place until its own new text comes. @param {Node} old @param {Element} place */
function isOwnAdvice(old, place) {
  return old instanceof HTMLElement && old.id === "advice" && old.dataset["own"] !== undefined && place.id === "result";
}
