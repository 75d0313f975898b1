/**
 * `<paye-a-temps>`: the first figure on anyone's page. It asks nothing of anybody: rates, sums and days of the law stand in a
 * table that the core has written (tools/widget.py), and it needs neither inline styles, nor inline scripts, nor HTML as text.
 *
 * Attributes, all optional: `montant`, `echeance`, `au` (days in ISO 8601), `calculateur` (where the link leads).
 */

import { euros } from "../browser/texts.mjs";
import { answerTo, further } from "./answer.mjs";
import { REASONS, WORDS } from "./words.mjs";

/** @typedef {import("../browser/types.d.ts").FirstTable} Table */

const SHEET = `
:host { display: block; container-type: inline-size; max-width: 36rem; padding: 1rem; border: 1px solid currentColor; border-radius: .4rem; font: inherit; color: inherit; }
:host([hidden]) { display: none; }
h2 { margin: 0 0 .8rem; font-size: 1.15em; line-height: 1.3; }
form { display: grid; gap: .8rem; }
label { display: block; margin-bottom: .2rem; font-weight: 600; }
input { box-sizing: border-box; width: 100%; min-height: 2.75rem; padding: .4rem .6rem; border: 1px solid #767676; border-radius: .25rem; font: inherit; color: #1b1b1b; background: #fff; color-scheme: light; }
:is(input, a):focus-visible { outline: .2rem solid currentColor; outline-offset: .15rem; }
[role=status] { margin-top: 1rem; }
dl { display: grid; grid-template-columns: 1fr auto; gap: .3rem 1rem; margin: 0; }
dd { margin: 0; text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.total { font-size: 1.25em; font-weight: 700; }
p { margin: .8rem 0 0; }
small { font-size: .875em; }
a { display: inline-block; padding: .3rem 0; color: inherit; }
@container (min-width: 28rem) { form { grid-template-columns: repeat(3, 1fr); align-items: end; } }
`;

/** @param {string} name @param {Record<string, string>} [attributes] @param {(Node | string)[]} inside */
function made(name, attributes = {}, ...inside) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
}

/** Today, by the reader's own calendar. */
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(part => String(part).padStart(2, "0")).join("-");
}

/** Makes the element known to the page, once. @param {Table} table @param {string} calculator */
export function define(table, calculator) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(SHEET);

  class FirstFigure extends HTMLElement {
    static observedAttributes = ["montant", "echeance", "au", "calculateur"];
    #amount = /** @type {HTMLInputElement} */ (made("input", { id: "amount", inputmode: "decimal", autocomplete: "off" }));
    #due = /** @type {HTMLInputElement} */ (made("input", { id: "due", type: "date" }));
    #asOf = /** @type {HTMLInputElement} */ (made("input", { id: "as-of", type: "date" }));
    #result = made("div", { role: "status" });
    #link = made("a", { part: "link" }, WORDS.further);

    constructor() {
      super();
      const inside = this.attachShadow({ mode: "open" });
      inside.adoptedStyleSheets = [sheet];
      const fields = [
        [this.#amount, WORDS.amount],
        [this.#due, WORDS.due],
        [this.#asOf, WORDS.asOf],
      ].map(([input, label]) => made("div", {}, made("label", { for: /** @type {HTMLElement} */ (input).id }, /** @type {string} */ (label)), /** @type {HTMLElement} */ (input)));
      const form = made("form", { novalidate: "", lang: "fr", "aria-labelledby": "title" }, ...fields);
      form.addEventListener("submit", event => event.preventDefault());
      form.addEventListener("input", () => this.#answer());
      const scope = made("p", {}, made("small", {}, WORDS.scope));
      inside.append(made("div", { lang: "fr" }, made("h2", { id: "title" }, WORDS.title), form, this.#result, scope, made("p", {}, this.#link)));
    }

    connectedCallback() {
      this.#asOf.value ||= today();
      this.#answer();
    }

    /** @param {string} name @param {string | null} _ @param {string | null} value */
    attributeChangedCallback(name, _, value) {
      const field = { montant: this.#amount, echeance: this.#due, au: this.#asOf }[name];
      if (field) field.value = value ?? "";
      this.#answer();
    }

    #answer() {
      const typed = { amount: this.#amount.value, due: this.#due.value, asOf: this.#asOf.value };
      this.#link.setAttribute("href", further(this.#calculator(), typed));
      const found = answerTo(typed, table);
      this.#amount.setAttribute("aria-invalid", String("reason" in found && found.reason === "amount"));
      this.#result.replaceChildren(...("reason" in found ? [made("p", {}, REASONS[found.reason])] : shown(found.figures)));
    }

    /** Where the link leads: to a page, whatever the attribute says. */
    #calculator() {
      const said = this.getAttribute("calculateur");
      const address = said && URL.canParse(said, document.baseURI) ? new URL(said, document.baseURI) : null;
      return address && /^https?:$/.test(address.protocol) ? address.href.replace(/#.*$/, "") : calculator;
    }
  }

  if (!customElements.get("paye-a-temps")) customElements.define("paye-a-temps", FirstFigure);
}

/** @param {import("./answer.mjs").Figures} figures */
function shown({ total, interest, compensation, perDay, provisional }) {
  const lines = /** @type {const} */ ([
    [WORDS.total, total, "total"],
    [WORDS.interest, interest, "interest"],
    [WORDS.compensation, compensation, "compensation"],
    [WORDS.perDay, perDay, "per-day"],
  ]);
  const list = made("dl", {}, ...lines.flatMap(([word, sum, name]) => [made("dt", { class: name }, word), made("dd", { class: name, part: name }, euros(sum))]));
  return provisional ? [list, made("p", {}, WORDS.provisional)] : [list];
}
