/** Puts the first figures into the shape in which Python's will take their place; the words are those of first.html. */

import { readerOf, word } from "./addressing.mjs";
import { firstFigures } from "./first_figures.mjs";
import { euros, upTo } from "./texts.mjs";

/** @typedef {import("./types.d.ts").Fields} Fields */
/** @typedef {import("./types.d.ts").FirstFigures} FirstFigures */

const DAY_MS = 86_400_000;
const LONG_SUM = 15;

/**
 * What the head's own script (at_once.mjs) leaves to the page's modules: what its figures took the place of, and whether
 * the reader has shown interest. Once they are there (`over`), it is silent.
 *
 * @typedef {{ over: boolean, wanted: boolean, before: { result: string, bar: string } | null }} AtOnce
 */
export const atOnce = /** @type {{ atOnce?: AtOnce }} */ (globalThis).atOnce ??= { over: false, wanted: false, before: null };

/** Signs of interest: Python is worth fetching. */
export const SIGNS = ["focusin", "pointerdown", "keydown", "scroll"];

/** @param {HTMLElement} root @param {Fields} fields @param {Fields} blank @returns {FirstFigures | null} */
export function figuresOf(root, fields, blank) {
  const holder = root.querySelector("#first-table");
  const table = holder instanceof HTMLTemplateElement ? holder.content.textContent : "";
  return table ? firstFigures(fields, blank, JSON.parse(table)) : null;
}

/**
 * The result and the bar at a phone's foot; without figures, dashes in their place.
 *
 * @param {HTMLElement} root @param {FirstFigures | null} figures @param {string} [words] said in the place of a figure that is to come
 * @returns {{ result: string, bar: string }}
 */
export function firstHtml(root, figures, words = "") {
  const [result, bar] = ["first-result", "first-bar"].map(id => filled(root, id, figures));
  if (!result || !bar) return { result: "", bar: "" };
  const form = root.querySelector("#claim-form");
  for (const place of result.querySelectorAll("[data-say-base]")) {
    if (place instanceof HTMLElement && form instanceof HTMLFormElement) word(place, readerOf(form));
  }
  const waiting = result.querySelector("[data-first=waiting]");
  if (waiting && words) waiting.textContent = words;
  return { result: result.innerHTML, bar: figures ? bar.innerHTML : "" };
}

/** A numbered day as one of the reader's own. @param {number} number */
function dayOf(number) {
  const day = new Date(number * DAY_MS);
  return new Date(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate());
}

/** @param {HTMLElement} root @param {string} id of a template @param {FirstFigures | null} figures */
function filled(root, id, figures) {
  const template = root.querySelector(`#${id}`);
  if (!(template instanceof HTMLTemplateElement)) return null;
  const holder = document.createElement("div");
  holder.append(template.content.cloneNode(true));
  /** @type {Record<string, bigint>} */
  const sums = figures ? { total: figures.total, "per-day": figures.perDay, principal: figures.principal, interest: figures.interest, compensation: figures.compensation } : {};
  for (const place of holder.querySelectorAll("[data-figure]")) {
    const sum = sums[place.getAttribute("data-figure") ?? ""];
    if (sum === undefined) continue;
    place.textContent = euros(sum);
    place.classList.toggle("amount-long", place.localName === "strong" && id === "first-result" && euros(sum).length > LONG_SUM);
  }
  const day = holder.querySelector("[data-first=as-of]");
  if (day && figures) day.textContent = upTo(dayOf(figures.asOf));
  const kept = { told: figures, waiting: !figures, provisional: figures?.provisional, "per-day": figures?.perDay };
  for (const [name, stays] of Object.entries(kept)) if (!stays) holder.querySelector(`[data-first=${name}]`)?.remove();
  return holder;
}
