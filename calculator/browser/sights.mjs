/** Where the reader is and what they hold: kept under their eyes, led elsewhere, told apart. */

/**
 * Where the reader is: what they hold stays under their eyes while all around it is made anew.
 * @param {Element | null} held
 * @returns {() => void} puts it back there
 */
export function standsAt(held) {
  const [id, top, left, before] = [held?.id ?? "", held?.getBoundingClientRect().top ?? 0, scrollX, scrollY];
  return () => {
    const now = id ? document.getElementById(id)?.getBoundingClientRect().top : undefined;
    // what is above the place may have grown or shrunk
    scrollTo({ left, top: now === undefined ? before : scrollY + now - top, behavior: "instant" });
  };
}

/** @param {HTMLElement} place */
export function focusOn(place) {
  if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
  place.focus({ preventScroll: true });
  // The total is at its head.
  place.scrollIntoView({ block: "start" });
}

/** The focus alone: the page stays where it is. @param {HTMLElement} place */
export function focusThere(place) {
  if (!place.matches("a, button, input, select, textarea, summary") && !place.hasAttribute("tabindex")) place.tabIndex = -1;
  place.focus({ preventScroll: true });
}

/** @param {EventTarget | null} field @returns {field is HTMLInputElement | HTMLTextAreaElement} */
export function hasText(field) {
  return field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && !["radio", "checkbox", "button", "file"].includes(field.type));
}

/** @param {EventTarget | null} field @returns {field is HTMLInputElement} */
export function isFile(field) {
  return field instanceof HTMLInputElement && field.type === "file";
}
