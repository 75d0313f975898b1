/**
 * The last answer, put together from what each new one changed of it: marks, lines, and the pieces of the statement.
 *
 * Python sends again only what is new of an answer (calculator/app/changes.py). Every answer is taken in here, in the order
 * in which they come, whether or not it is shown.
 */

import { morphNode } from "./morphing.mjs";

/** @typedef {import("./types.d.ts").Answer} Answer */

export class Pieces {
  /** The number of the answer that is held; 0 for none. */
  since = 0;
  /** The pieces are still to come: the figures of a long file come first. */
  lacking = false;
  /** @type {NonNullable<Answer["marks"]>} */
  #marks = {};
  /** @type {NonNullable<Answer["lines"]>} */
  #lines = {};
  /** By the name of the place that holds them, their digests in order. @type {Record<string, string[]>} */
  #order = {};
  /** By its digest, each piece as it stands in the page or waits for its place. @type {Map<string, Element>} */
  #nodes = new Map();

  /** Nothing is held: the next answer says everything. */
  forget() {
    this.since = 0;
  }

  /** @param {Answer} answer @returns {Answer} the same, with all its marks and lines */
  take(answer) {
    if (answer.number === undefined) return answer;
    if (!answer.since) {
      this.#marks = {};
      this.#lines = {};
      this.#order = {};
      this.#nodes.clear();
    }
    this.since = answer.number;
    this.#marks = merged(this.#marks, answer.marks ?? {});
    this.#lines = merged(this.#lines, answer.lines ?? {});
    if (answer.state === "computed") {
      this.lacking = answer.later === true;
      this.#takePieces(answer);
    }
    return { ...answer, marks: this.#marks, lines: this.#lines };
  }

  /** @param {Answer} answer */
  #takePieces({ pieces = {}, made = {} }) {
    for (const [digest, html] of Object.entries(made)) this.#nodes.set(digest, elementOf(html));
    Object.assign(this.#order, pieces);
  }

  /** Puts every piece in its place; one that the reader looks at is changed where it stands. @param {Element} statement */
  put(statement) {
    const wanted = new Set(Object.values(this.#order).flat());
    for (const place of statement.querySelectorAll("[data-pieces]")) {
      if (this.lacking) place.replaceChildren();
      else this.#putInto(place, this.#order[place.getAttribute("data-pieces") ?? ""] ?? [], wanted);
    }
    for (const digest of this.#nodes.keys()) if (!wanted.has(digest)) this.#nodes.delete(digest);
  }

  /** @param {Element} place @param {string[]} digests @param {Set<string>} wanted */
  #putInto(place, digests, wanted) {
    let stands = place.firstElementChild;
    for (const digest of digests) {
      const there = stands?.getAttribute("data-piece") ?? "";
      if (stands && there === digest) {
        stands = stands.nextElementSibling;
        continue;
      }
      const piece = this.#nodes.get(digest);
      if (!piece) continue;
      if (stands && !wanted.has(there) && !piece.isConnected) {
        morphNode(stands, piece);
        this.#nodes.set(digest, stands);
        stands = stands.nextElementSibling;
      } else place.insertBefore(piece, stands);
    }
    while (stands) {
      const next = stands.nextElementSibling;
      stands.remove();
      stands = next;
    }
  }
}

/** @template T @param {Record<string, T>} before @param {Record<string, T | null>} changed null for what is no more @returns {Record<string, T>} */
function merged(before, changed) {
  const now = { ...before };
  for (const [name, value] of Object.entries(changed)) {
    if (value === null) delete now[name];
    else now[name] = value;
  }
  return now;
}

/** @param {string} html @returns {Element} */
function elementOf(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const element = holder.content.firstElementChild;
  if (!element) throw new Error("a piece without an element");
  return document.importNode(element, true);
}
