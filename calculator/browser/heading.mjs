/**
 * What is around the calculator follows it: the title and the words above give way to a case that has its own head, to a
 * letter, to the customers; a phone leaves room for the bar at its foot; nothing moves behind a sheet.
 *
 * Style sheets could ask the page what it holds (`:has`), but then every word that is put anywhere has the style of the
 * whole page made again.
 */

const SAID = ["data-many", "data-named", "data-view", "data-screen"];

/** @param {HTMLElement} root */
export function followHead(root) {
  const show = () => showHead(root);
  new MutationObserver(show).observe(root, { attributeFilter: SAID });
  const opened = new MutationObserver(show);
  for (const sheet of root.querySelectorAll("dialog.sheet")) opened.observe(sheet, { attributeFilter: ["open"] });
  // the theme puts one page in the place of another
  new MutationObserver(show).observe(document.body, { childList: true });
  show();
}

/** @param {HTMLElement} root */
export function showHead(root) {
  const page = document.documentElement;
  page.toggleAttribute("data-calculator", root.isConnected);
  page.toggleAttribute("data-sheet", root.isConnected && root.querySelector("dialog.sheet[open]") !== null);
  const around = root.closest("article");
  if (!around) return;
  around.toggleAttribute("data-headed", root.matches('[data-many], [data-named], [data-view="letter"]'));
  if (root.dataset.screen) around.dataset.screen = root.dataset.screen;
  else delete around.dataset.screen;
}
