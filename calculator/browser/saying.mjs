/** What a button has done, said beside it, where the eye is. The next change of what it stands in takes it away. */

/** @param {HTMLElement} button @param {string} sentence */
export function sayBeside(button, sentence) {
  const group = button.parentElement;
  if (!group) return;
  let place = group.nextElementSibling;
  if (!place?.classList.contains("said")) {
    place = document.createElement("p");
    place.className = "said";
    group.after(place);
  }
  place.textContent = sentence;
}
