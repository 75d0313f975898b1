/** `node --test`: a worker that never says that it is there is started once more, what was asked of it is repeated. */

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

/** A worker that says what the test has it say. */
class FakeWorker extends EventTarget {
  /** @type {FakeWorker[]} */
  static made = [];
  /** @type {any[]} */
  posted = [];
  gone = false;

  constructor() {
    super();
    FakeWorker.made.push(this);
  }

  /** @param {unknown} message */
  postMessage(message) {
    this.posted.push(message);
  }

  terminate() {
    this.gone = true;
  }

  /** @param {unknown} data */
  says(data) {
    this.dispatchEvent(new MessageEvent("message", { data }));
  }

  get requests() {
    return this.posted.filter(each => "request" in each).map(each => each.request);
  }
}

Object.assign(globalThis, {
  document: { baseURI: "https://exemple.fr/" },
  Worker: FakeWorker,
  fetch: () => Promise.reject(new Error("no network here")),
});
const { connect } = await import("./runtime.mjs");

const settled = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};
/** @param {number} ms */
const waits = async ms => {
  mock.timers.tick(ms);
  await settled();
};

beforeEach(() => {
  FakeWorker.made.length = 0;
  mock.timers.reset();
  mock.timers.enable({ apis: ["setInterval"] });
});

/** Asks for one thing. */
async function asking() {
  /** @type {string[]} */
  const stages = [];
  const connection = connect({ runtimeUrl: "python/", onStatus: ({ stage }) => stages.push(stage) });
  const answer = connection.ask("2 + 2").then(
    value => value,
    problem => problem.code,
  );
  await settled();
  return { answer, stages };
}

test("a worker that says nothing is replaced, and the request repeated", async () => {
  const { answer, stages } = await asking();
  // what it says before it has its lock proves nothing
  FakeWorker.made[0]?.says({ kind: "status", stage: "runtime" });
  await waits(29_000);
  assert.equal(FakeWorker.made.length, 1);
  await waits(1000);
  assert.equal(FakeWorker.made.length, 2);
  assert.ok(FakeWorker.made[0]?.gone);
  assert.deepEqual(FakeWorker.made[1]?.requests, ["2 + 2"]);
  FakeWorker.made[1]?.says({ kind: "alive", lock: "" });
  await waits(600_000);
  assert.equal(FakeWorker.made.length, 2);
  FakeWorker.made[1]?.says({ kind: "answer", id: 1, response: "4" });
  assert.equal(await answer, "4");
  assert.deepEqual(stages, ["runtime", "restarting"]);
});

test("a second silence, twice as long, gives it up: the page offers the case as a file", async () => {
  const { answer, stages } = await asking();
  await waits(30_000);
  await waits(59_000);
  assert.deepEqual(stages, ["restarting"]);
  await waits(1000);
  assert.deepEqual(stages, ["restarting", "failed"]);
  assert.equal(await answer, "start");
  assert.equal(FakeWorker.made.length, 2);
});

test("a worker that is there may take its time", async () => {
  const { stages } = await asking();
  FakeWorker.made[0]?.says({ kind: "alive", lock: "" });
  await waits(600_000);
  assert.equal(FakeWorker.made.length, 1);
  assert.deepEqual(stages, []);
});
