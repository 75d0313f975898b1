/** `node --test`: whatever is done, undone and redone, a step back is the state before, and nothing is lost between. */

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { History } from "./history.mjs";

/** Chance that can be had again. @param {number} seed */
function chance(seed) {
  let state = seed;
  return (/** @type {number} */ most) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7f_ff_ff_ff;
    return (state >> 8) % most;
  };
}

function desk() {
  /** @type {{ form: Record<string, string>, ways: { back: boolean, forth: boolean } }} */
  const seen = { form: {}, ways: { back: false, forth: false } };
  const history = new History({
    state: () => ({ ...seen.form }),
    restore: state => (seen.form = { ...state }),
    ways: ({ back, forth }) => (seen.ways = { back: back !== null, forth: forth !== null }),
  });
  return { seen, history };
}

test("any sequence: a model of two piles says the same", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    for (let seed = 1; seed <= 200; seed += 1) anySequence(chance(seed), seed);
  } finally {
    mock.timers.reset();
  }
});

/** @param {(most: number) => number} next @param {number} seed */
function anySequence(next, seed) {
  const { seen, history } = desk();
  /** @type {{ past: string[], future: string[], now: string }} */
  const model = { past: [], future: [], now: "{}" };
  const settle = () => {
    const now = JSON.stringify(seen.form);
    if (now === model.now) return;
    model.past.push(model.now);
    if (model.past.length > 100) model.past.shift();
    model.future = [];
    model.now = now;
  };
  for (let step = 0; step < 150; step += 1) {
    const what = next(8);
    if (what < 4) {
      seen.form = { ...seen.form, [`f${next(3)}`]: String(next(5)) };
      history.note();
      if (what === 0) {
        history.pass();
        settle();
      } else if (what === 1) {
        mock.timers.tick(600);
        settle();
      }
    } else if (what === 7) {
      mock.timers.tick(10_000);
      if (JSON.stringify(seen.form) !== model.now) settle();
    } else {
      settle();
      const [from, to, how] = what < 6 ? [model.past, model.future, history.undo] : [model.future, model.past, history.redo];
      const before = from.pop();
      if (before !== undefined) {
        to.push(model.now);
        model.now = before;
      }
      assert.equal(how.call(history), before !== undefined, `seed ${seed}, step ${step}`);
      assert.equal(JSON.stringify(seen.form), model.now, `seed ${seed}, step ${step}`);
      assert.deepEqual(seen.ways, { back: model.past.length > 0, forth: model.future.length > 0 });
    }
  }
}

test("two fields typed quickly are two steps", () => {
  const { seen, history } = desk();
  seen.form = { amount: "10 000" };
  history.note();
  history.pass();
  seen.form = { amount: "10 000", due: "31/05/2026" };
  history.note();
  history.undo();
  assert.deepEqual(seen.form, { amount: "10 000" });
  history.undo();
  assert.deepEqual(seen.form, {});
  history.redo();
  history.redo();
  assert.deepEqual(seen.form, { amount: "10 000", due: "31/05/2026" });
});

test("going through fields without a change is no step", () => {
  const { seen, history } = desk();
  history.pass();
  history.note();
  history.pass();
  assert.deepEqual(seen.ways, { back: false, forth: false });
});

test("what a page makes of a state that it puts back is no step, and what is there again stays there", () => {
  /** @type {{ form: Record<string, string>, ways: { back: boolean, forth: boolean } }} */
  const seen = { form: {}, ways: { back: false, forth: false } };
  const history = new History({
    state: () => ({ ...seen.form }),
    restore: state => (seen.form = { ...state, drawn: "" }),
    ways: ({ back, forth }) => (seen.ways = { back: back !== null, forth: forth !== null }),
  });
  for (const amount of ["1", "2", "3"]) {
    seen.form = { amount };
    history.settle();
  }
  const amounts = [history.undo, history.undo, history.undo, history.redo, history.redo, history.redo].map(how => {
    assert.equal(how.call(history), true);
    return seen.form["amount"];
  });
  assert.deepEqual(amounts, ["2", "1", undefined, "1", "2", "3"]);
  assert.deepEqual(seen.ways, { back: true, forth: false });
});

test("two states that have the same text are the same", () => {
  const seen = { form: "1", ways: { back: false, forth: false } };
  const history = new History({ state: () => seen.form, text: state => state.trim(), restore: state => (seen.form = state), ways: ({ back, forth }) => (seen.ways = { back: back !== null, forth: forth !== null }) });
  seen.form = "1 ";
  history.settle();
  assert.deepEqual(seen.ways, { back: false, forth: false });
});

test("what the page adds by itself is no step, and takes no typing along", () => {
  const { seen, history } = desk();
  seen.form = { typed: "1" };
  history.settle();
  seen.form = { typed: "2", letter: "made" };
  history.absorb(state => ({ ...state, letter: "made" }));
  assert.equal(history.undo(), true);
  assert.deepEqual(seen.form, { typed: "1", letter: "made" });
  assert.equal(history.undo(), true);
  assert.deepEqual(seen.form, {});
});
