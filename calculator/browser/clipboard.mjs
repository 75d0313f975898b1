/** @param {string} text @param {HTMLElement} place @returns {boolean} for browsers that refuse the clipboard to a page without HTTPS */
function copyBySelection(text, place) {
  const before = document.activeElement;
  const area = document.createElement("textarea");
  area.className = "visually-hidden";
  area.value = text;
  place.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return done;
}

/** @param {string} text @param {HTMLElement} [place] a dialog that is open: nothing outside it can be selected @returns {Promise<boolean>} whether the text is in the clipboard */
export async function copy(text, place = document.body) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text, place);
  }
}
