/**
 * An answer that follows what is typed: asked for again as long as something changed meanwhile, one question at a time.
 * An answer to what the form no longer says is not shown.
 */

export class Following {
  /** Counts the changes of the form. */
  revision = 0;
  #answered = 0;
  #asking = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;

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

  /** Something changed: a new answer is due, at once or after a pause. @param {number} [pause] */
  changed(pause = 0) {
    this.revision += 1;
    clearTimeout(this.#pause);
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
    try {
      await this.ask(() => revision === this.revision);
    } catch (problem) {
      // what changed since is asked all the same
      this.failed(problem);
    }
    this.#answered = Math.max(this.#answered, revision);
  }
}
