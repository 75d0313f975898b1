import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const HERE = new URL("./", import.meta.url);
const ENGLISH = readdirSync(new URL("en/", HERE));
const SAYING = readdirSync(HERE).filter(name => /texts\.mjs$/.test(name));

test("every module of texts has its English twin", () => {
  assert.deepEqual([...SAYING, "language.mjs"].sort(), [...ENGLISH].sort());
});

for (const name of ENGLISH) {
  test(`${name} gives in English what it gives in French`, async () => {
    const [french, english] = await Promise.all([import(new URL(name, HERE).href), import(new URL(`en/${name}`, HERE).href)]);
    assert.deepEqual(Object.keys(english).sort(), Object.keys(french).sort());
    for (const [key, value] of Object.entries(french)) {
      assert.equal(typeof english[key], typeof value, key);
      if (typeof value === "function") assert.equal(english[key].length, value.length, key);
      else if (typeof value === "object" && !Array.isArray(value)) assert.deepEqual(Object.keys(english[key]).sort(), Object.keys(value).sort(), key);
    }
  });

  test(`${name} is in English`, () => {
    const source = readFileSync(new URL(`en/${name}`, HERE), "utf8");
    assert.deepEqual(source.match(/["`][^"`\n]*(?:[«»éèêàçùîô]|\b(?:le|la|les|des|vous|votre|est)\b)[^"`\n]*["`]/g) ?? [], []);
  });
}
