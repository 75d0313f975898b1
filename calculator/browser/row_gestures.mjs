/** What is done to the rows of a list: added, split, removed, put back, opened; each is one step back. */

import { nameInvoices } from "./naming.mjs";
import { addRow, drawFirstRow, focusFirstField, putAlike, removeRow, restoreRow } from "./rows.mjs";
import { TEXTS, wordsFor } from "./texts.mjs";

export class RowGestures {
  /**
   * @param {HTMLElement} root
   * @param {object} page
   * @param {() => HTMLFormElement} page.form
   * @param {import("./lines.mjs").Lines} page.lines
   * @param {import("./marks.mjs").Marks} page.marks
   * @param {() => void} page.settle ends a step of the history
   * @param {() => void} page.keepSoon
   * @param {() => void} page.changed the form is not what it was
   * @param {(sentence: string) => void} page.say for those who do not see the page
   * @param {(button: HTMLElement, sentence: string) => void} page.tell beside the button
   * @param {(sentence: string) => void} page.warn of a step that can be taken back
   * @param {() => void} page.overtaken what was said of the step before is true no more
   */
  constructor(root, page) {
    this.root = root;
    this.page = page;
  }

  /** @type {Record<string, (button: HTMLElement) => void>} */
  actions = {
    "toggle-row": button => this.#toggle(button.dataset.target ?? ""),
    "close-row": button => this.page.lines.close(button.dataset.target ?? ""),
    add: button => this.#add(button),
    split: button => this.#split(button),
    remove: button => this.#remove(button),
    restore: button => this.#restore(button),
  };

  /** A list that is opened for the first time has its first row. @param {Event} event */
  unfolded(event) {
    const part = event.target;
    if (!(part instanceof HTMLDetailsElement) || !part.open || !part.hasAttribute("data-starts")) return;
    if (drawFirstRow(this.root, part)) nameInvoices(this.page.form());
  }

  /** An invoice is opened, alone or beside the others. @param {string} name of its row, or of a field in it @param {boolean} [alone] @returns {Element | null} */
  wake(name, alone = true) {
    const row = this.page.lines.open(/^invoices-\d+/.exec(name)?.[0] ?? "", alone);
    if (!row) return null;
    nameInvoices(this.page.form());
    this.page.marks.paint();
    return row;
  }

  /** @param {HTMLElement} button */
  #add(button) {
    const into = button.dataset.into ?? "";
    const row = addRow(this.root, button.dataset.template ?? "", into);
    if (!row) return;
    if (into === "invoices") this.page.lines.open(row.getAttribute("data-row") ?? "");
    focusFirstField(row);
    this.page.say(wordsFor(into).added);
    this.page.changed();
    this.page.settle();
  }

  /** An invoice that is paid on several days is a row for each of them, all of its number. @param {HTMLElement} button */
  #split(button) {
    const name = button.dataset.target ?? "";
    const number = this.page.form().elements.namedItem(`${name}-number`);
    if (!(number instanceof HTMLInputElement)) return;
    if (!number.value.trim()) {
      number.focus();
      return this.page.tell(button, TEXTS.splitWithoutNumber);
    }
    this.page.settle();
    const row = addRow(this.root, "row-invoice", "invoices");
    if (!row) return;
    putAlike(this.page.form(), row, name);
    this.page.lines.open(row.getAttribute("data-row") ?? "");
    focusFirstField(row);
    this.page.warn(TEXTS.splitAdded);
    this.page.changed();
    this.page.settle();
  }

  /** @param {HTMLElement} button */
  #remove(button) {
    const row = this.page.form().querySelector(`[data-row="${CSS.escape(button.dataset.target ?? "")}"]`);
    if (!row) return;
    this.page.settle();
    const { gone } = wordsFor(row.parentElement?.getAttribute("data-list") ?? "");
    removeRow(row).focus();
    this.page.overtaken();
    this.page.say(gone);
    this.page.changed();
    this.page.settle();
  }

  /** @param {HTMLElement} button */
  #restore(button) {
    const line = button.closest("[data-row]");
    const row = line && restoreRow(line);
    if (!row) return;
    focusFirstField(row);
    this.page.say(wordsFor(row.parentElement?.getAttribute("data-list") ?? "").back);
    this.page.changed();
  }

  /** @param {string} name */
  #toggle(name) {
    this.page.lines.toggle(name);
    nameInvoices(this.page.form());
    this.page.marks.paint();
    this.page.keepSoon();
  }
}
