import assert from "node:assert/strict";
import { test } from "node:test";

import { Loading } from "./loading.mjs";

const WEIGHTS = /** @type {import("./loading.mjs").Weights} */ ({ "a.wasm": [10_000_000, 4_000_000], "b.gz": [8_000_000, 2_000_000] });

test("what has come is said in bytes of the line, as the share of each file that has", () => {
  const loading = new Loading(WEIGHTS);
  loading.came("a.wasm", 5_000_000);
  loading.came("b.gz", 2_000_000);
  loading.came("unknown", 9);
  assert.equal(loading.words, "Le calcul se prépare\u00a0: 2,5\u00a0Mo sur 6,0");
  assert.equal(loading.arrived, "2,5\u00a0Mo sur 6,0 sont là.");
  assert.equal(loading.share, 2.5 / 6);
});

test("before anything has come, and once all of it has, no figure is said", () => {
  const loading = new Loading(WEIGHTS);
  assert.equal(loading.words, "Le calcul se prépare…");
  for (const file of Object.keys(WEIGHTS)) loading.came(file, Infinity);
  assert.equal(loading.share, 1);
  assert.equal(loading.words, "Le calcul se prépare…");
  // a file that is fetched again, after Python has died
  loading.came("b.gz", 0);
  assert.ok(loading.share < 1);
});
