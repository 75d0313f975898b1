/**
 * One way back for everything that is done in the form: typing, rows, choices, imports. A state is kept when the reader
 * pauses; « Annuler » goes to the one before, « Rétablir » to the one after.
 */

/** @template S @typedef {{ state: S, text: string }} Kept */

const PAUSE_MS = 600;
const MOST = 100;

/** @template S what stands in the form */
export class History {
  /** @type {Kept<S>[]} */
  #past = [];
  /** @type {Kept<S>[]} */
  #future = [];
  /** @type {Kept<S>} */
  #now;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;

  /**
   * @param {object} form
   * @param {() => S} form.state
   * @param {(state: S) => string} [form.text] two states that are the same to the reader have the same
   * @param {(state: S) => void} form.restore
   * @param {(ways: { back: S | null, forth: S | null }, now: S) => void} form.ways to which states the reader can go
   */
  constructor({ state, text = JSON.stringify, restore, ways }) {
    this.state = state;
    this.text = text;
    this.restore = restore;
    this.ways = ways;
    this.#now = this.#take();
  }

  /** Another case: what was before it is not come back to. */
  begin() {
    clearTimeout(this.#pause);
    this.#pause = undefined;
    this.#past = [];
    this.#future = [];
    this.#now = this.#take();
    this.#tell();
  }

  /** Something changed: one step back is kept for all that changes until the reader pauses. */
  note() {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.settle(), PAUSE_MS);
  }

  /** The reader goes on to another field: what they did in the one before is a step, however quick they are. */
  pass() {
    if (this.#pause !== undefined) this.settle();
  }

  /** Keeps what was done so far as a step of its own. */
  settle() {
    clearTimeout(this.#pause);
    this.#pause = undefined;
    const now = this.#take();
    if (now.text === this.#now.text) return;
    this.#past.push(this.#now);
    if (this.#past.length > MOST) this.#past.shift();
    this.#future = [];
    this.#now = now;
    this.#tell();
  }

  /** What the page itself adds to what stands is no step of the reader's. @param {(state: S) => S} change */
  absorb(change) {
    const state = change(this.#now.state);
    this.#now = { state, text: this.text(state) };
  }

  /** @returns {boolean} whether there was something to undo */
  undo() {
    this.settle();
    return this.#go(this.#past, this.#future);
  }

  /** @returns {boolean} */
  redo() {
    this.settle();
    return this.#go(this.#future, this.#past);
  }

  /** @param {Kept<S>[]} from @param {Kept<S>[]} to */
  #go(from, to) {
    const next = from.pop();
    if (!next) return false;
    to.push(this.#now);
    this.restore(next.state);
    // what the page makes of a state that it puts back is no change of the reader's
    this.#now = { state: next.state, text: this.#take().text };
    this.#tell();
    return true;
  }

  /** @returns {Kept<S>} */
  #take() {
    const state = this.state();
    return { state, text: this.text(state) };
  }

  #tell() {
    this.ways({ back: this.#past.at(-1)?.state ?? null, forth: this.#future.at(-1)?.state ?? null }, this.#now.state);
  }
}
