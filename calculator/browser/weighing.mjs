/** The case weighed: its curve, the slider « si vous êtes payé le », its tables and dates; asked for once they are in sight. */

import { isoDay, read } from "./fields.mjs";
import { morphInto } from "./morphing.mjs";
import { WEIGHING } from "./weighing_texts.mjs";

/** @typedef {import("./types.d.ts").Request} Request */

const READING_PAUSE_MS = 700;
/** The reader must rest so many times as long as it took, which for the first time counts what it fetched. */
const RESTS = 2;
const LONGEST_PAUSE_MS = 3000;
const SLIDING_PAUSE_MS = 60;
const NEAR = "300px";

export class Weighing {
  /** There are figures to weigh, and they have not been weighed yet. */
  #due = false;
  #near = false;
  /** Counts the figures: those of the ones before, still on their way, are not shown. */
  #asked = 0;
  #sliding = 0;
  /** The day the reader has chosen: other figures do not take it away. @type {{ day: string, typed: boolean } | null} */
  #chosen = null;
  /** How long Python took for it last: as long as it works, no key is answered. */
  #took = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #slidePause;

  /**
   * @param {HTMLElement} root
   * @param {object} page
   * @param {(request: Request) => Promise<any>} page.ask
   * @param {() => HTMLFormElement} page.form
   */
  constructor(root, page) {
    this.root = root;
    this.page = page;
    this.section = /** @type {HTMLElement} */ (root.querySelector("#weighing"));
    this.dates = /** @type {HTMLElement} */ (root.querySelector("#timeline"));
    const seen = new Map();
    const watch = new IntersectionObserver(entries => {
      for (const entry of entries) seen.set(entry.target, entry.isIntersecting);
      this.#near = [...seen.values()].some(Boolean);
      if (this.#near) this.#later();
    }, { rootMargin: NEAR });
    for (const place of [this.section, this.dates]) watch.observe(place);
    this.section.addEventListener("input", event => this.#slid(event));
    this.section.addEventListener("change", event => this.#slid(event));
    for (const kind of ["focusin", "pointerover"]) this.section.addEventListener(kind, event => this.#tellStop(event));
    addEventListener("afterprint", () => root.dataset["printing"] === "weighing" && delete root.dataset["printing"]);
  }

  /** @type {Record<string, (button: HTMLElement) => void>} */
  get actions() {
    return { "weighing-print": () => this.#print() };
  }

  /** A new result stands. */
  wanted() {
    this.#asked += 1;
    this.#due = true;
    for (const place of [this.section, this.dates]) {
      place.hidden = false;
      place.setAttribute("aria-busy", "true");
    }
    if (!this.section.childElementCount) {
      this.section.innerHTML = `<h2 id="weighing-title">${WEIGHING.title}</h2><p class="meta">${WEIGHING.coming}</p>`;
    }
    if (this.#near) this.#later();
  }

  /** No result, no curve. */
  none() {
    this.#asked += 1;
    this.#due = false;
    this.#chosen = null;
    clearTimeout(this.#pause);
    for (const place of [this.section, this.dates]) {
      place.hidden = true;
      place.replaceChildren();
    }
  }

  #later() {
    if (!this.#due) return;
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.#weigh(), Math.min(Math.max(READING_PAUSE_MS, RESTS * this.#took), LONGEST_PAUSE_MS));
  }

  async #weigh() {
    const asked = this.#asked;
    this.#due = false;
    const request = { action: /** @type {const} */ ("weigh"), fields: read(this.page.form()), today: isoDay(new Date()) };
    const begun = performance.now();
    const answer = await this.page.ask(request).catch(problem => {
      console.error(problem);
      return null;
    });
    this.#took = performance.now() - begun;
    if (asked !== this.#asked) return;
    for (const place of [this.section, this.dates]) place.setAttribute("aria-busy", "false");
    if (!answer) {
      // asked again with the next figures
      this.section.innerHTML = `<h2 id="weighing-title">${WEIGHING.title}</h2><p class="meta">${WEIGHING.failed}</p>`;
      return;
    }
    // what the slider showed was of other figures: it is asked again
    const typed = this.#part("paid-on")?.value;
    this.section.innerHTML = keepingOpen(this.section, answer.html.weighing);
    morphInto(this.dates, answer.html.timeline);
    this.#pick();
    if (!this.#chosen) return;
    if (this.#chosen.typed && this.#part("paid-on")) this.#part("paid-on").value = typed ?? "";
    this.#askDay(this.#chosen.day, this.#chosen.typed);
  }

  // ------------------------------------------------------------ the slider

  /** @param {string} id @returns {any} */
  #part(id) {
    return this.section.querySelector(`#${id}`);
  }

  /** @param {Event} event */
  #slid(event) {
    const field = event.target;
    if (!(field instanceof HTMLInputElement)) return;
    if (field.id === "paid-on-slider" && event.type === "input") {
      this.#askDay(dayAfter(field.dataset["from"] ?? "", Number(field.value)), false);
    } else if (field.id === "paid-on" && event.type === "change") {
      this.#askDay(field.value, true);
    }
  }

  /** @param {string} day @param {boolean} typed what is typed stays as it was typed */
  #askDay(day, typed) {
    const sliding = (this.#sliding += 1);
    this.#chosen = { day, typed };
    clearTimeout(this.#slidePause);
    this.#slidePause = setTimeout(async () => {
      const request = { action: /** @type {const} */ ("paid-on"), fields: read(this.page.form()), day };
      const answer = await this.page.ask(request).catch(() => null);
      if (sliding !== this.#sliding || !answer) return;
      this.#showDay(answer, typed);
    }, SLIDING_PAUSE_MS);
  }

  /** @param {{ state: string, message?: string, on: string, shown: string, sum: string, total: string, html: { paid: string } }} answer @param {boolean} typed */
  #showDay(answer, typed) {
    const [field, slider] = [this.#part("paid-on"), this.#part("paid-on-slider")];
    if (!field || !slider) return;
    const wrong = answer.state !== "ready";
    // a day chosen on the slider that has since gone by: the statement's own is shown
    if (wrong && !typed) return void (this.#chosen = null);
    this.#part("paid-on-error").textContent = wrong ? answer.message ?? "" : "";
    field.toggleAttribute("aria-invalid", wrong);
    if (wrong) return;
    slider.value = String(daysBetween(slider.dataset.from, answer.on));
    if (!typed) field.value = answer.shown;
    slider.setAttribute("aria-valuetext", `${answer.shown} : ${answer.total}`);
    this.#part("paid-on-total").textContent = answer.total;
    morphInto(this.#part("paid-on-said"), answer.html.paid);
    this.#pick(answer.on, answer.sum);
  }

  /** Marks a day on the curve. @param {string} [day] in ISO 8601 @param {string} [sum] */
  #pick(day, sum) {
    for (const curve of this.section.querySelectorAll("svg.curve")) {
      const { first = "", last = "", left, right, top, bottom, highest } = /** @type {SVGElement} */ (curve).dataset;
      const picked = curve.querySelector("[data-picked]");
      const share = day ? daysBetween(first, day) / Math.max(1, daysBetween(first, last)) : 2;
      const height = Number(sum) / Number(highest);
      picked?.toggleAttribute("data-on", share <= 1 && height <= 1.2);
      if (!(share <= 1)) continue;
      const x = String(Number(left) + share * (Number(right) - Number(left)));
      const y = String(Number(bottom) - height * (Number(bottom) - Number(top)));
      const [line, point] = [picked?.querySelector("line"), picked?.querySelector("circle")];
      for (const name of ["x1", "x2"]) line?.setAttribute(name, x);
      line?.setAttribute("y1", y);
      point?.setAttribute("cx", x);
      point?.setAttribute("cy", y);
    }
  }

  /** What stands at a point of the curve, said under it. @param {Event} event */
  #tellStop({ target }) {
    const stop = target instanceof Element ? target.closest(".stop") : null;
    const place = this.#part("curve-said");
    if (stop && place) place.textContent = stop.getAttribute("aria-label");
  }

  #print() {
    this.root.dataset["printing"] = "weighing";
    print();
  }
}

/** The new content, with what the reader had opened still open. @param {HTMLElement} place @param {string} html */
function keepingOpen(place, html) {
  const open = [...place.querySelectorAll("details[open][data-why]")].map(part => part.getAttribute("data-why"));
  const holder = document.createElement("template");
  holder.innerHTML = html;
  for (const name of open) holder.content.querySelector(`details[data-why="${name}"]`)?.setAttribute("open", "");
  const made = document.createElement("div");
  made.append(holder.content);
  return made.innerHTML;
}

const DAY_MS = 86_400_000;

/** @param {string} from @param {string} to both in ISO 8601 */
function daysBetween(from, to) {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** @param {string} from in ISO 8601 @param {number} days */
function dayAfter(from, days) {
  return new Date(Date.parse(from) + days * DAY_MS).toISOString().slice(0, 10);
}
