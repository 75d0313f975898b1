/** Another case on the page: from a file, a link, a list or the device. What was typed is never replaced unasked. */

import { ProgramFault } from "./engine.mjs";
import { everything, isoDay, read } from "./fields.mjs";
import { readBytes } from "./files.mjs";
import { IMPORT_TEXTS } from "./importing_texts.mjs";
import { nameOf } from "./keeper.mjs";
import { unknownIn } from "./sharing.mjs";
import { SHARING, unknownParts } from "./sharing_texts.mjs";
import { focusOn } from "./sights.mjs";
import { TEXTS, opened } from "./texts.mjs";

/** @typedef {import("./types.d.ts").Answer} Answer */

export class Opening {
  /**
   * @param {HTMLElement} root
   * @param {object} page
   * @param {import("./engine.mjs").Engine} page.engine
   * @param {HTMLFormElement} page.form
   * @param {HTMLElement} page.result
   * @param {import("./pieces.mjs").Pieces} page.pieces
   * @param {{ settle: () => void, begin: () => void }} page.history
   * @param {import("./marks.mjs").Marks} page.marks
   * @param {import("./notice.mjs").Notice} page.notice
   * @param {import("./places.mjs").Places} page.places
   * @param {import("./summary.mjs").Summary} page.summary
   * @param {import("./writing.mjs").Writing} page.writing
   * @param {import("./keeper.mjs").Keeper} page.keeper
   * @param {import("./visit.mjs").Visit} page.visit
   * @param {import("./importing.mjs").Importing} page.importing
   * @param {(html: string) => void} page.replaceForm
   * @param {(found: import("./types.d.ts").KeptCase) => void} page.refill a blank form with a kept case
   * @param {(answer: Answer) => void} page.takeUpForm what the answer to a whole form says of it
   * @param {(waits: boolean) => void} page.await whether the reader waits to be led to what is wrong
   * @param {() => void} page.stepBack
   * @param {() => Promise<void>} page.save
   * @param {() => void} page.changed the form is not what it was
   * @param {(problem: unknown) => void} page.failed
   * @param {(sentence: string, asOf: string, kind?: "lasting" | "restored" | "step") => void} page.announce above the form
   * @param {(sentence: string) => void} page.warn
   * @param {(sentence: string) => void} page.say for those who do not see the page
   */
  constructor(root, page) {
    this.root = root;
    this.page = page;
  }

  /** @param {File} file */
  async open(file) {
    const { page } = this;
    const before = this.#day;
    const content = await readBytes(file);
    if ("refused" in content) return this.#refuse(TEXTS[content.refused]);
    const request = { action: /** @type {const} */ ("open"), bytes: content.bytes, name: file.name, today: isoDay(new Date()), since: 0 };
    try {
      /** @type {Answer} */
      const answer = await page.engine.ask(request);
      if (answer.state === "cases") return await page.importing.read([file]);
      await this.#opened(page.pieces.take(answer), file.name, undefined, before);
    } catch (problem) {
      if (problem instanceof ProgramFault) this.#refuse(TEXTS.fileFault);
      else page.failed(problem);
    }
  }

  /** A case that came with the address. @param {{ fields?: import("./types.d.ts").Fields }} shared */
  async openShared(shared) {
    const { page } = this;
    const before = this.#day;
    const request = { action: /** @type {const} */ ("open"), file: JSON.stringify(shared), name: SHARING.linkName, today: isoDay(new Date()), since: 0 };
    /** @type {Answer | null} */
    const answer = await /** @type {Promise<Answer>} */ (page.engine.ask(request)).catch(problem => {
      // what Python said of it is ours to own; that there is no Python is for the caller to say
      if (problem instanceof ProgramFault) return null;
      throw problem;
    });
    if (!answer) return this.#refuse(TEXTS.fileFault);
    const said = () => {
      const unknown = unknownIn(shared.fields ?? {}, everything(page.form)).length;
      return unknown ? `${SHARING.arrived} ${unknownParts(unknown)}` : SHARING.arrived;
    };
    await this.#opened(page.pieces.take(answer), SHARING.linkName, said, before);
  }

  /** @param {string} sentence */
  #refuse(sentence) {
    this.page.summary.refuseUnread(sentence, read(this.page.form));
  }

  /** The day up to which the figures go, as it stands in the form. */
  get #day() {
    const field = this.page.form.elements.namedItem("as_of");
    return field instanceof HTMLInputElement ? field.value : "";
  }

  /**
   * A day that was typed while a file was being read is the reader's: it stands in the form that the file made, too.
   * @param {string} typed @param {string} before
   */
  #keepDay(typed, before) {
    const field = this.page.form.elements.namedItem("as_of");
    if (typed === before || !(field instanceof HTMLInputElement) || field.value === typed) return;
    field.value = typed;
    this.page.changed();
  }

  /** @param {Answer} answer @param {string} name @param {(() => string) | undefined} said of a case that lies in no file @param {string} before the day that stood when it was asked for */
  async #opened(answer, name, said, before) {
    const { page } = this;
    if (answer.html.form === undefined) {
      page.notice.clear();
      page.summary.refuse(answer.html.errors ?? "", read(page.form));
      return;
    }
    if (page.visit.unsaved && !page.keeper.keeps && !(await this.mayReplace(name))) {
      if (said) page.warn(SHARING.notOpened);
      return;
    }
    const { keeps } = page.keeper;
    const typed = this.#day;
    page.keeper.leave();
    // The case before lies on the device under its own name: it is come back to there.
    this.#putForm(answer.html.form, keeps);
    // What a file holds was typed before: every error in it is worth saying.
    page.marks.sent = true;
    if (said) page.visit.keepSoon();
    else page.visit.saved();
    page.await(answer.state !== "computed");
    const sentence = said?.() ?? opened(name);
    page.announce(sentence, answer.as_of ?? "", keeps ? "lasting" : "step");
    page.say(sentence);
    page.takeUpForm(answer);
    this.#keepDay(typed, before);
    // who opens a link has come to read what is owed
    if (said && answer.state === "computed") {
      page.places.show("due");
      focusOn(page.result);
    }
  }

  /** @param {string} html @param {boolean} anew no step leads back to what was there */
  #putForm(html, anew) {
    const { history, writing, replaceForm } = this.page;
    history.settle();
    replaceForm(html);
    if (anew) history.begin();
    else history.settle();
    writing.change();
  }

  /**
   * The form with what was imported: one step back takes all of it away, unless the case before stays on the device under
   * its own name: it is come back to there.
   * @param {Answer} given @param {string} sentence @param {boolean} stays
   */
  imported(given, sentence, stays) {
    const { page } = this;
    const { form } = given.html;
    if (form === undefined) return;
    const answer = page.pieces.take(given);
    if (stays) page.keeper.leave();
    this.#putForm(form, stays);
    page.places.show("invoices");
    page.announce(sentence, answer.as_of ?? "", "step");
    if (!stays) page.notice.offer("import-undo", IMPORT_TEXTS.undo);
    page.say(sentence);
    page.takeUpForm(answer);
    page.visit.keepSoon();
  }

  undoImport() {
    const { page } = this;
    page.stepBack();
    page.announce(IMPORT_TEXTS.undone, "", "step");
    page.say(IMPORT_TEXTS.undone);
    page.notice.focus();
  }

  /** A case kept on the device takes the place of this one. @param {import("./types.d.ts").KeptCase} found @param {string} said of it, where it is more than its name */
  takeCase(found, said) {
    const { page } = this;
    page.refill(found);
    page.writing.forget();
    page.writing.takeUp(found.letter);
    page.visit.saved();
    page.places.show("invoices");
    const sentence = said || opened(nameOf(found));
    page.announce(sentence, "", said ? "restored" : "lasting");
    page.say(sentence);
    page.changed();
    page.history.begin();
  }

  /** @param {string} name of the file that would take the place of what was typed @returns {Promise<boolean>} */
  async mayReplace(name) {
    const dialog = this.root.querySelector("#replace-dialog");
    const told = this.root.querySelector("#replace-name");
    if (!(dialog instanceof HTMLDialogElement) || !told) throw new Error("#replace-dialog is missing");
    told.textContent = name;
    dialog.returnValue = "";
    dialog.showModal();
    await new Promise(resolve => dialog.addEventListener("close", resolve, { once: true }));
    if (dialog.returnValue === "save") await this.page.save();
    return dialog.returnValue === "open" || dialog.returnValue === "save";
  }
}
