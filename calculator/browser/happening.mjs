/** Said in two gestures: what happened, then its day; the next step and the letter rest on it. */

import { frenchDay, read } from "./fields.mjs";
import { nameInvoices } from "./naming.mjs";
import { addRow } from "./rows.mjs";
import { happened } from "./texts.mjs";

export class Happening {
  /** What the reader says has happened, while its day is asked. */
  #kind = "";

  /**
   * @param {HTMLElement} root
   * @param {object} page
   * @param {() => HTMLFormElement} page.form
   * @param {(name: string) => void} page.left a field that was filled in, and whose errors are worth saying
   * @param {(id: string) => void} page.reveal shows a field, whatever it is folded in
   * @param {(sentence: string) => void} page.noted the form has one more event
   */
  constructor(root, page) {
    this.root = root;
    this.page = page;
    this.dialog = /** @type {HTMLDialogElement} */ (this.#part("happened-dialog"));
    this.dialog.addEventListener("close", () => this.dialog.returnValue === "note" && this.#note());
  }

  /** @type {Record<string, (button: HTMLElement) => void>} */
  actions = {
    happened: button => this.#ask(button),
    "happened-nothing": () => this.dialog.close(),
  };

  /** @param {string} id @returns {HTMLElement} */
  #part(id) {
    const part = this.root.querySelector(`#${id}`);
    if (!(part instanceof HTMLElement)) throw new Error(`#${id} is missing`);
    return part;
  }

  /** @param {HTMLElement} button */
  #ask(button) {
    this.#kind = button.dataset["kind"] ?? "";
    this.dialog.dataset["kind"] = this.#kind;
    this.#part("happened-name").textContent = button.textContent?.trim() ?? "";
    // a later day would give a debtor more time than there is: no day is proposed
    this.#on.value = read(this.page.form())["side"] === "debtor" ? "" : frenchDay(new Date());
    this.#promisedFor.value = "";
    this.dialog.returnValue = "";
    this.dialog.showModal();
    this.#on.select();
  }

  get #on() {
    return /** @type {HTMLInputElement} */ (this.#part("happened-on"));
  }

  get #promisedFor() {
    return /** @type {HTMLInputElement} */ (this.#part("happened-for"));
  }

  #note() {
    const row = addRow(this.root, "row-event", "events");
    const [what, on, promised] = ["kind", "on", "expected_on"].map(name => row?.querySelector(`[name$="-${name}"]`));
    if (!(what instanceof HTMLSelectElement && on instanceof HTMLInputElement && promised instanceof HTMLInputElement)) return;
    what.value = this.#kind;
    on.value = this.#on.value.trim();
    promised.value = this.#promisedFor.value.trim();
    this.page.left(on.name);
    if (promised.value) this.page.left(promised.name);
    nameInvoices(this.page.form());
    const next = this.#kind === "promise" && !promised.value ? promised : on;
    this.page.reveal(next.id);
    next.select();
    // clear of the bar at a phone's foot, whatever the advice above it grows to
    next.scrollIntoView({ block: "center" });
    this.page.noted(happened(on.value));
  }
}
