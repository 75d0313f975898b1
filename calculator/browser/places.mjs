/**
 * The three places of a case: its invoices, what is due, what to do now. A desktop shows them together; a phone one at a
 * time, with the total and the three names at its foot.
 */

/** @typedef {"invoices" | "due" | "now"} Place */

const NARROW = "(max-width: 66.24em)";

export class Places {
  /** Where the reader was in each place, on a phone. @type {Record<string, number>} */
  #scrolls = {};

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.narrow = matchMedia(NARROW);
    const result = root.querySelector("#result");
    if (result instanceof HTMLElement) new ResizeObserver(() => this.#fit(result)).observe(result);
  }

  get shown() {
    return this.root.dataset.place ?? "invoices";
  }

  /** @param {string} place @param {boolean} [byName] the reader pressed its name: it shows where it was left */
  show(place, byName = false) {
    if (this.shown === place) return;
    if (this.narrow.matches) this.#scrolls[this.shown] = scrollY;
    this.root.dataset.place = place;
    for (const button of this.root.querySelectorAll("[data-action=place]")) {
      if (button.getAttribute("data-to") === place) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
    if (byName && this.narrow.matches) scrollTo({ top: this.#scrolls[place] ?? 0, behavior: "instant" });
  }

  /** Shows the place that holds an element. @param {Element | null} element */
  showAround(element) {
    if (!element || !this.root.contains(element)) return;
    if (element.closest(".place-now, #advice")) this.show("now");
    else if (element.closest(".place-due, #result")) this.show("due");
    else if (element.closest(".calculator-entry")) this.show("invoices");
  }

  /** What is taller than the window scrolls with the page, all but its sum. @param {HTMLElement} result */
  #fit(result) {
    // its own box may be as tall as the form beside it: what it holds is measured
    const end = Math.max(0, ...[...result.children].map(part => part.getBoundingClientRect().bottom));
    result.toggleAttribute("data-tall", end - result.getBoundingClientRect().top > innerHeight - 90);
  }
}
