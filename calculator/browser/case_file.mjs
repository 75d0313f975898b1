/** The case as a file: what is on the screen, saved by Python, or by the page where there is none. */

import { isoDay, read } from "./fields.mjs";
import { download, draftOf } from "./files.mjs";
import { saved } from "./texts.mjs";

/**
 * @typedef {import("./types.d.ts").Answer} Answer
 * @typedef {import("./types.d.ts").Saved} Saved
 */

/** Saving does not wait longer than this for a busy Python: what was typed is saved as it is. */
const SAVING_PATIENCE_MS = 3000;

export class CaseFile {
  /**
   * @param {object} page
   * @param {import("./engine.mjs").Engine} page.engine
   * @param {() => HTMLFormElement} page.form
   * @param {() => void} page.saved the case lies in a file now
   * @param {(problem: unknown) => void} page.failed
   * @param {(button: HTMLElement | null, sentence: string) => void} page.tell
   */
  constructor(page) {
    this.page = page;
  }

  /** What goes with the figures. @returns {Promise<Answer>} */
  async take() {
    try {
      return await this.page.engine.ask({ action: "take", fields: read(this.page.form()), today: isoDay(new Date()) });
    } catch (problem) {
      this.page.failed(problem);
      throw problem;
    }
  }

  /** What is on the screen, into a file: a claim, or a draft where it is none yet, or nobody can say. @param {HTMLElement} [button] */
  async save(button) {
    this.page.tell(button ?? null, await this.saveNow());
  }

  /** @returns {Promise<string>} what was saved, in a sentence */
  async saveNow() {
    const file = await this.#savedByPython().catch(() => draftOf(read(this.page.form()), isoDay(new Date())));
    download(file.name, file.document);
    this.page.saved();
    return saved(file.name, file.faults ?? 0);
  }

  /** @returns {Promise<Saved>} */
  async #savedByPython() {
    const { engine } = this.page;
    if (engine.stage !== "ready") throw new Error("not ready");
    /** @type {Promise<Saved>} */
    const answer = engine.ask({ action: "save", fields: read(this.page.form()), today: isoDay(new Date()) });
    return Promise.race([answer, after(SAVING_PATIENCE_MS)]);
  }
}

/** @param {number} pause @returns {Promise<never>} */
function after(pause) {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("too late")), pause));
}
