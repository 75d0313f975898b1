/**
 * Text that takes the place of other text. The node that holds it stays: a node that comes or goes makes the browser look
 * again at the style of the whole page, which takes fifty milliseconds where there are hundreds of invoices.
 */

/** @param {Element | null} place that holds nothing but text @param {string} text */
export function write(place, text) {
  if (!place || place.textContent === text) return;
  const { firstChild } = place;
  if (firstChild instanceof Text && !firstChild.nextSibling) firstChild.data = text;
  else place.textContent = text;
}
