/** Leads to a field, a group or a whole part by its id, opening whatever it is folded in. */

/** @param {string} id @returns {boolean} whether there was such a place */
export function reveal(id) {
  const place = document.getElementById(id);
  if (!place) return false;
  for (let around = place.closest("details"); around; around = around.parentElement?.closest("details") ?? null) {
    around.open = true;
  }
  const target = place instanceof HTMLDetailsElement ? place.querySelector("summary") : place;
  if (!(target instanceof HTMLElement)) return false;
  target.focus({ preventScroll: true });
  // The label above the field matters as much as the field.
  const block = place.localName === "section" ? "start" : "nearest";
  (place.closest("[data-field]") ?? place).scrollIntoView({ block });
  return true;
}
