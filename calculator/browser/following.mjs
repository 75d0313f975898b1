/**
 * An answer that follows what is typed: asked for again as long as something changed meanwhile, one question at a time.
 * An answer to what the form no longer says is not shown.
 */

/** An answer that comes within this time is asked for at every key: nobody sees it come. */
const AT_ONCE_MS = 60;
/** No pause in the typing is waited for longer. */
const LONGEST_PAUSE_MS = 250;

export class Following {
  /** Counts the changes of the form. */
  revision = 0;
  #answered = 0;
  #asking = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;
  /** How long the last answer took, until it was shown. */
  #took = 0;

  /**
   * @param {object} acts
   * @param {(isCurrent: () => boolean) => Promise<void>} acts.ask one question and its answer
   * @param {(problem: unknown) => void} acts.failed
   * @param {() => void} acts.settled nothing is left to be answered
   */
  constructor({ ask, failed, settled }) {
    this.ask = ask;
    this.failed = failed;
    this.settled = settled;
  }

  get asking() {
    return this.#asking;
  }

  /**
   * How long the typing must pause before an answer is asked for: no time where answers come at once, as long as one takes
   * where they are slow, so that the next key does not wait for the answer to the one before.
   */
  get pause() {
    return this.#took <= AT_ONCE_MS ? 0 : Math.min(this.#took, LONGEST_PAUSE_MS);
  }

  /** Something changed: a new answer is due. @param {boolean} [typing] more may follow at once */
  changed(typing = false) {
    this.revision += 1;
    clearTimeout(this.#pause);
    const pause = typing ? this.pause : 0;
    if (pause) this.#pause = setTimeout(() => void this.#follow(), pause);
    else void this.#follow();
  }

  /** What is under way is not waited for any longer. */
  drop() {
    clearTimeout(this.#pause);
    this.#answered = this.revision;
  }

  async #follow() {
    if (this.#asking) return;
    this.#asking = true;
    while (this.#answered < this.revision) await this.#askOnce();
    this.#asking = false;
    this.settled();
  }

  async #askOnce() {
    const { revision } = this;
    const begun = performance.now();
    try {
      await this.ask(() => revision === this.revision);
      this.#took = performance.now() - begun;
    } catch (problem) {
      // what changed since is asked all the same
      this.failed(problem);
    }
    this.#answered = Math.max(this.#answered, revision);
  }
}
