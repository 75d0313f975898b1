// The first script of the calculator's page, written into its head: the first figures do not wait for the page's modules.
// What it shows, they take up (page.mjs); from then on it is silent.

import { showAnswers } from "./asked.mjs";
import { everything, frenchDay } from "./fields.mjs";
import { SIGNS, atOnce, figuresOf, firstHtml } from "./first_shown.mjs";

/** The entries of the form as it came. @type {import("./types.d.ts").Fields | null} */
let blank = null;

/** @param {HTMLFormElement} form */
function blankOf(form) {
  const copy = /** @type {HTMLFormElement} */ (form.cloneNode(true));
  copy.reset();
  return everything(copy);
}

/** @param {HTMLElement} root @param {HTMLFormElement} form */
function show(root, form) {
  const [result, bar] = [root.querySelector("#result"), root.querySelector("#total-bar")];
  if (atOnce.over || !(result instanceof HTMLElement) || !bar) return;
  const fields = everything(form);
  // the page proposes the day as soon as it is there
  fields["as_of"] ||= frenchDay(new Date());
  const figures = figuresOf(root, fields, (blank ??= blankOf(form)));
  if (!figures && !atOnce.before) return;
  const progress = result.querySelector("#progress");
  atOnce.before ??= { result: [...result.children].filter(each => each !== progress).map(each => each.outerHTML).join("\n"), bar: bar.innerHTML };
  const shown = figures ? firstHtml(root, figures) : atOnce.before;
  result.innerHTML = shown.result;
  if (progress) result.prepend(progress);
  bar.innerHTML = shown.bar;
  root.dataset["state"] = result.dataset["state"] = figures ? "first" : "example";
}

/**
 * A page is read from its top: with the places at the calculator's foot, the form and the result are there. What waits for
 * the whole document waits for the page's modules and sheets besides.
 *
 * @param {HTMLElement} root @param {() => void} act
 */
function whenWhole(root, act) {
  if (document.readyState !== "loading" || root.querySelector(".places")) act();
  else requestAnimationFrame(() => whenWhole(root, act));
}

for (const sign of SIGNS) addEventListener(sign, () => (atOnce.wanted = true), { capture: true, once: true, passive: true });
for (const kind of ["input", "change"]) {
  addEventListener(kind, ({ target }) => {
    const form = target instanceof Element ? target.closest("#claim-form") : null;
    const root = form?.closest("#calculator");
    if (!(form instanceof HTMLFormElement && root instanceof HTMLElement) || atOnce.over) return;
    if (kind === "change") showAnswers(form);
    whenWhole(root, () => show(root, form));
  });
}
