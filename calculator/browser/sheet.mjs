/** « Emporter » : every file of the case in one list; and « Partager » : the case as a link, as a code, as a file to send. */

import { copy } from "./clipboard.mjs";
import { PartUnreachable } from "./engine.mjs";
import { isoDay, read } from "./fields.mjs";
import { blobOf, draftOf, saveBlob } from "./files.mjs";
import { LONGEST_CODE, LONGEST_LINK, SHORTEST_PASSPHRASE, canLock, canShare, hashOf } from "./sharing.mjs";
import { SHARING, codeTooLong, held, linkSize, savedAs } from "./sharing_texts.mjs";

/**
 * @typedef {import("./types.d.ts").LetterFile} LetterFile
 * @typedef {import("./types.d.ts").Request} Request
 * @typedef {import("./writing.mjs").Writing} Writing
 */

const FILES = ["letter.zip.gz", "others.zip.gz", "letters.zip.gz", "pdf.zip.gz", "mail.zip.gz"];
const TYPING_PAUSE_MS = 400;

export class Sheet {
  /** The last opening of the list: an earlier one, still on its way, is not shown. */
  #opening = 0;
  #making = false;
  /** @type {File | null} the file just made, to be sent on */
  #made = null;
  /** The link of what was asked last, and what it was made of. @type {{ of: string, url: Promise<string> } | null} */
  #link = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;

  /**
   * @param {HTMLElement} root
   * @param {object} page
   * @param {(request: Request) => Promise<any>} page.ask
   * @param {(parts: string[]) => void} page.fetchAhead
   * @param {() => HTMLFormElement} page.form
   * @param {Writing} page.letters
   * @param {() => Promise<{ sentence: string }>} page.save the case as a file
   */
  constructor(root, { ask, fetchAhead, form, letters, save }) {
    this.ask = ask;
    this.fetchAhead = fetchAhead;
    this.form = form;
    this.letters = letters;
    this.save = save;
    /** @param {string} id @returns {any} */
    const part = id => root.querySelector(`#${id}`);
    this.taking = /** @type {HTMLDialogElement} */ (part("take-away-sheet"));
    this.sharing = /** @type {HTMLDialogElement} */ (part("share-sheet"));
    this.list = /** @type {HTMLElement} */ (part("take-away-files"));
    this.takingSaid = /** @type {HTMLElement} */ (part("take-away-said"));
    this.send = /** @type {HTMLButtonElement} */ (part("take-away-send"));
    this.sharingSaid = /** @type {HTMLElement} */ (part("share-said"));
    this.passphrase = /** @type {HTMLInputElement} */ (part("share-passphrase"));
    this.passphraseError = /** @type {HTMLElement} */ (part("share-passphrase-error"));
    this.holds = /** @type {HTMLElement} */ (part("share-holds"));
    this.size = /** @type {HTMLElement} */ (part("share-size"));
    this.code = /** @type {HTMLElement} */ (part("share-code"));
    this.byHand = /** @type {HTMLElement} */ (part("share-link-place"));
    this.linkField = /** @type {HTMLTextAreaElement} */ (part("share-link"));
    for (const sheet of [this.taking, this.sharing]) {
      // the veil around a sheet is the dialog itself
      sheet.addEventListener("click", event => event.target === sheet && !within(sheet, event) && sheet.close());
    }
    this.passphrase.addEventListener("input", () => this.#passphraseTyped());
    this.passphrase.addEventListener("keydown", event => event.key === "Enter" && void this.#copyLink());
  }

  /** The buttons of the two sheets, and those that open them, by their `data-action`. @type {Record<string, (button: HTMLElement) => void>} */
  get actions() {
    return {
      "take-away": () => void this.#openFiles(),
      "take-file": button => void this.#take(button),
      "take-case": () => void this.#takeCase(),
      "take-send": () => void this.#sendMade(),
      "take-write": () => this.#write(),
      "sheet-close": button => button.closest("dialog")?.close(),
      share: () => this.#openSharing(),
      "share-as-code": () => {
        this.#openSharing();
        void this.#showCode();
      },
      "share-copy": () => void this.#copyLink(),
      "share-send": () => void this.#sendLink(),
      "share-send-file": () => void this.#sendCase(),
      "share-code": () => void this.#showCode(),
    };
  }

  // ------------------------------------------------------------ « Emporter »

  async #openFiles() {
    const opening = (this.#opening += 1);
    this.#told("");
    this.list.replaceChildren(paragraph(SHARING.listing));
    if (!this.taking.open) this.taking.showModal();
    this.fetchAhead(FILES);
    this.list.setAttribute("aria-busy", "true");
    try {
      const request = await this.letters.request();
      const answer = await this.ask({ ...request, action: "take-away" });
      if (opening === this.#opening) this.list.innerHTML = answer.html.files;
    } catch (problem) {
      console.error(problem);
      const why = problem instanceof PartUnreachable ? SHARING.listUnreachable : SHARING.listFailed;
      if (opening === this.#opening) this.list.replaceChildren(paragraph(why));
    }
    if (opening === this.#opening) this.list.setAttribute("aria-busy", "false");
  }

  /** @param {HTMLElement} button */
  async #take({ dataset: { format = "", kind = "" } }) {
    if (this.#making) return;
    this.#making = true;
    this.#told(SHARING.making);
    try {
      await this.#make(format, kind);
    } catch (problem) {
      console.error(problem);
      this.#told(problem instanceof PartUnreachable ? SHARING.listUnreachable : SHARING.fileFailed);
    }
    this.#making = false;
  }

  /** @param {string} format @param {string} kind of the letter */
  async #make(format, kind) {
    const { language, channel, ...request } = await this.letters.request();
    // the manner that was chosen for the letter on the desk is that letter's alone
    const manner = kind && kind !== request.chosen ? {} : { ...(language && { language }), ...(channel && { channel }) };
    /** @type {LetterFile} */
    const file = await this.ask({ ...request, ...manner, chosen: kind || request.chosen, action: "document", format });
    if (file.state !== "ready") return this.#told((file.messages ?? []).join(" "));
    const [name, blob] = [file.name ?? "", blobOf(file.media ?? "", file.content ?? "")];
    saveBlob(name, blob);
    // what was exported of the calendar stays with the case: the next one updates it
    if (file.letter) this.letters.keep(file.letter);
    this.#told([savedAs(name), file.note].filter(Boolean).join(" "), new File([blob], name, { type: blob.type }));
  }

  async #takeCase() {
    const { sentence } = await this.save();
    this.#told(sentence);
  }

  #write() {
    this.taking.close();
    this.letters.choose("");
  }

  async #sendMade() {
    if (this.#made) await sendOn({ files: [this.#made] }).catch(() => this.#told(SHARING.sendFailed));
  }

  /** @param {string} sentence @param {File} [file] that was just made */
  #told(sentence, file) {
    this.takingSaid.textContent = sentence;
    this.#made = file && canSend({ files: [file] }) ? file : null;
    this.send.hidden = !this.#made;
    if (sentence) this.takingSaid.scrollIntoView({ block: "nearest" });
  }

  // ------------------------------------------------------------ « Partager »

  #openSharing() {
    const fields = read(this.form());
    this.holds.textContent = held(fields);
    this.passphraseError.textContent = canLock() ? "" : SHARING.noLock;
    this.passphrase.disabled = !canLock();
    const sample = new File(["{}"], "dossier.json", { type: "application/json" });
    this.#button("share-send").hidden = !canSend({ url: location.href });
    this.#button("share-send-file").hidden = !canSend({ files: [sample] });
    this.#forgetCode();
    this.#said("");
    if (!this.sharing.open) this.sharing.showModal();
    this.#makeAhead();
  }

  /** @param {string} action @returns {HTMLButtonElement} */
  #button(action) {
    return /** @type {HTMLButtonElement} */ (this.sharing.querySelector(`[data-action="${action}"]`));
  }

  #passphraseTyped() {
    this.passphraseError.textContent = "";
    this.passphrase.removeAttribute("aria-invalid");
    this.#forgetCode();
    this.#said("");
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#makeAhead(), TYPING_PAUSE_MS);
  }

  /** The link is there before the button is pressed: some browsers let a page copy only at once. */
  #makeAhead() {
    if (!this.#passphraseFits()) return;
    this.#url().then(
      url => (this.size.textContent = linkSize(url.length)),
      () => this.#said(SHARING.noLink),
    );
  }

  #passphraseFits() {
    const length = this.passphrase.value.trim().length;
    return length === 0 || length >= SHORTEST_PASSPHRASE;
  }

  /** @returns {Promise<string>} */
  #url() {
    const { document: file } = draftOf(read(this.form()), isoDay(new Date()));
    const passphrase = this.passphrase.value.trim();
    const of = JSON.stringify([file, passphrase]);
    if (this.#link?.of !== of) {
      const here = location.origin + location.pathname;
      this.#link = { of, url: hashOf(/** @type {object} */ (file), passphrase).then(hash => here + hash) };
    }
    return this.#link.url;
  }

  /** The link, where one can be made; what prevents it has been said. @returns {Promise<string | null>} */
  async #sharedUrl() {
    if (!this.#passphraseFits()) {
      this.passphraseError.textContent = SHARING.tooShort;
      this.passphrase.setAttribute("aria-invalid", "true");
      this.passphrase.focus();
      return null;
    }
    if (!canShare()) return this.#refused(SHARING.noLink);
    const url = await this.#url();
    this.size.textContent = linkSize(url.length);
    return url.length > LONGEST_LINK ? this.#refused(linkSize(url.length)) : url;
  }

  /** @param {string} sentence */
  #refused(sentence) {
    this.size.textContent = "";
    this.#said(sentence);
    return null;
  }

  async #copyLink() {
    const url = await this.#sharedUrl();
    if (!url) return;
    const copied = await copy(url, this.sharing);
    this.byHand.hidden = copied;
    this.linkField.value = copied ? "" : url;
    this.#said(copied ? SHARING.linkCopied : SHARING.copyByHand);
  }

  async #sendLink() {
    const url = await this.#sharedUrl();
    if (!url) return;
    await sendOn({ url }).catch(() => this.#said(SHARING.sendFailed));
  }

  async #sendCase() {
    const { name, document: file } = draftOf(read(this.form()), isoDay(new Date()));
    const sent = new File([JSON.stringify(file)], name, { type: "application/json" });
    await sendOn({ files: [sent] }).catch(() => this.#said(SHARING.sendFailed));
  }

  async #showCode() {
    const url = await this.#sharedUrl();
    if (!url) return;
    if (url.length > LONGEST_CODE) return this.#said(codeTooLong(url.length));
    this.#said(SHARING.codeComing);
    try {
      const answer = await this.ask({ action: "qr", text: url });
      this.code.innerHTML = answer.html.code;
      this.code.hidden = false;
      this.#said(SHARING.codeShown);
      this.code.scrollIntoView({ block: "nearest" });
    } catch (problem) {
      console.error(problem);
      this.#said(SHARING.codeFailed);
    }
  }

  #forgetCode() {
    this.code.hidden = this.byHand.hidden = true;
    this.code.replaceChildren();
    this.linkField.value = this.size.textContent = "";
  }

  /** @param {string} sentence */
  #said(sentence) {
    this.sharingSaid.textContent = sentence;
  }
}

/** @param {ShareData} what */
function canSend(what) {
  return Boolean(navigator.share) && (navigator.canShare?.(what) ?? !what.files);
}

/** Hands something to the platform; that the reader has thought better of it is no failure. @param {ShareData} what */
async function sendOn(what) {
  try {
    await navigator.share(what);
  } catch (problem) {
    if (!(problem instanceof DOMException && problem.name === "AbortError")) throw problem;
  }
}

/** @param {HTMLElement} box @param {MouseEvent} event */
function within(box, { clientX, clientY }) {
  const { left, right, top, bottom } = box.getBoundingClientRect();
  return clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
}

/** @param {string} text */
function paragraph(text) {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}
