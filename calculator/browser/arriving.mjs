/** What an address brings to the calculator: a case that was shared, or an invoice that an article of the guide proposes. */

import { LinkRefused, broughtBy, caseIn } from "./sharing.mjs";
import { REFUSED, SHARING, proposalLeft } from "./sharing_texts.mjs";

/** @typedef {{ schema: string, fields?: import("./types.d.ts").Fields }} Shared */

export class Arriving {
  #busy = false;

  /**
   * @param {HTMLElement} root
   * @param {object} page
   * @param {(shared: Shared) => Promise<void>} page.open asks before anything is replaced; rejects where Python cannot be had
   * @param {(amount: string, due: string) => boolean} page.propose whether the form was untouched, and holds the invoice now
   * @param {(sentence: string) => void} page.tell
   * @param {(sentence: string) => void} page.refuse
   */
  constructor(root, page) {
    this.root = root;
    this.page = page;
    this.dialog = /** @type {HTMLDialogElement} */ (root.querySelector("#passphrase-dialog"));
    this.input = /** @type {HTMLInputElement} */ (root.querySelector("#passphrase"));
    this.error = /** @type {HTMLElement} */ (root.querySelector("#passphrase-error"));
    // the theme would fetch the page anew, and put it in the place of this one, dialogs included
    addEventListener("popstate", event => this.#brought && event.stopImmediatePropagation(), true);
    addEventListener("hashchange", () => void this.take());
  }

  /** What the address brings to this page; nothing while another page of the site is shown. */
  get #brought() {
    return this.root.isConnected ? broughtBy(location.hash) : null;
  }

  /** Looks at the address, and takes in what it brings; then the address is as it would be without. */
  async take() {
    const brought = this.#brought;
    if (!brought || this.#busy) return;
    this.#busy = true;
    try {
      if (brought.kind === "refused") throw new LinkRefused(brought.reason);
      if (brought.kind === "case") await this.#open(location.hash, brought.locked);
      else if (!this.page.propose(brought.amount, brought.due)) this.page.tell(proposalLeft(brought.amount, brought.due));
      leave();
    } catch (problem) {
      if (problem instanceof LinkRefused) {
        leave();
        this.page.refuse(REFUSED[problem.reason]);
      } else {
        // the link stays where it is: loaded again, the page opens it
        console.error(problem);
        this.page.refuse(SHARING.failed);
      }
    }
    this.#busy = false;
  }

  /** @param {string} hash @param {boolean} locked */
  async #open(hash, locked) {
    const shared = locked ? await this.#unlocked(hash) : await caseIn(hash);
    if (!shared) return this.page.tell(SHARING.notOpened);
    this.page.tell(SHARING.arriving);
    await this.page.open(shared);
  }

  /** Asks for the passphrase until it opens the link; null where the reader gives it up. @param {string} hash @returns {Promise<Shared | null>} */
  #unlocked(hash) {
    this.input.value = "";
    this.#say("");
    const { promise, resolve, reject } = withResolvers();
    /** @param {SubmitEvent} event */
    const submitted = async event => {
      if (event.submitter?.getAttribute("value") !== "open") return;
      event.preventDefault();
      this.dialog.setAttribute("aria-busy", "true");
      try {
        resolve(await caseIn(hash, this.input.value));
        this.dialog.close();
      } catch (problem) {
        if (problem instanceof LinkRefused && problem.reason === "passphrase") this.#say(SHARING.wrongPassphrase);
        else {
          reject(problem);
          this.dialog.close();
        }
      }
      this.dialog.setAttribute("aria-busy", "false");
    };
    this.dialog.addEventListener("submit", submitted);
    this.dialog.addEventListener("close", () => resolve(null), { once: true });
    this.dialog.showModal();
    return promise.finally(() => this.dialog.removeEventListener("submit", submitted));
  }

  /** @param {string} sentence */
  #say(sentence) {
    this.error.textContent = sentence;
    this.input.toggleAttribute("aria-invalid", sentence !== "");
    if (sentence) this.input.focus();
  }
}

/** Without what it brought, the address can be passed on, and a reload brings nothing again. */
function leave() {
  history.replaceState(history.state, "", location.pathname + location.search);
}

/** @returns {{ promise: Promise<any>, resolve: (value: any) => void, reject: (problem: unknown) => void }} */
function withResolvers() {
  /** @type {any} */
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
}
