import assert from "node:assert/strict";
import { test } from "node:test";

import { isDear, savesData } from "./line.mjs";

/** @param {import("./line.mjs").Line | undefined} connection */
const over = connection => Object.defineProperty(globalThis, "navigator", { value: { connection }, configurable: true });

test("a line that is slow, or paid for by what goes over it, is dear", () => {
  for (const told of [
    { saveData: true, effectiveType: "4g", type: "wifi" },
    { effectiveType: "3g" },
    { effectiveType: "slow-2g" },
    { type: "cellular", effectiveType: "4g" },
  ]) {
    over(told);
    assert.ok(isDear(), JSON.stringify(told));
  }
});

test("any other is not, nor one of which nothing is told", () => {
  for (const told of [undefined, {}, { saveData: false, effectiveType: "4g" }, { type: "wifi", effectiveType: "4g" }]) {
    over(told);
    assert.ok(!isDear(), JSON.stringify(told));
    assert.ok(!savesData());
  }
});
