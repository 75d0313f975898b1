/** One field of a form. */

/** What one field holds, or which of some buttons is chosen; reading the whole form for it would take long. @param {HTMLFormElement} form @param {string} name */
export function valueOf(form, name) {
  const field = /** @type {{ value?: string } | null} */ (form.elements.namedItem(name));
  return field?.value ?? "";
}
