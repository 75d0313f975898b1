/** `node --test`: a file that is opened; what is typed meanwhile is the reader's. */

import assert from "node:assert/strict";
import { register } from "node:module";
import { test } from "node:test";

// the site puts this one beside the modules; nothing here keeps a case
const absent = "data:text/javascript,export const openDB = () => {}";
const hook = `export const resolve = (said, where, next) => (said.endsWith("idb.js") ? { url: ${JSON.stringify(absent)}, shortCircuit: true } : next(said, where));`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);

class Field {
  value = "";
}

/** What the browser has and Node has not: a field, and a file that takes its time. @type {any} */
const browser = globalThis;
browser.HTMLInputElement = Field;
browser.FileReader = class {
  result = "data:,e30=";
  onload = () => {};
  readAsDataURL() {
    setTimeout(() => this.onload(), 5);
  }
};

const { Opening } = await import("./opening.mjs");

/** @param {Field} day */
const formWith = day => ({ elements: { namedItem: () => day } });

/** A page that gets from its file a form whose figures go up to 30 November. */
function aPage() {
  const made = new Field();
  made.value = "30/11/2026";
  let changes = 0;
  const nothing = () => {};
  /** @type {any} */
  const page = {
    form: formWith(new Field()),
    engine: { ask: async () => ({ state: "computed", html: { form: "<form>" }, as_of: "2026-11-30" }) },
    pieces: { take: (/** @type {unknown} */ answer) => answer },
    keeper: { keeps: false, leave: nothing },
    history: { settle: nothing, begin: nothing },
    visit: { unsaved: false, saved: nothing },
    writing: { change: nothing },
    marks: { sent: false },
    replaceForm: () => (page.form = formWith(made)),
    changed: () => (changes += 1),
    await: nothing,
    announce: nothing,
    say: nothing,
    takeUpForm: nothing,
  };
  return { page, made, changes: () => changes };
}

const FILE = /** @type {File} */ ({ name: "dossier.json", size: 2 });

test("a day typed while a file opens stands in the form that the file makes", async () => {
  const { page, made, changes } = aPage();
  const opened = new Opening(/** @type {any} */ ({}), page).open(FILE);
  page.form.elements.namedItem("as_of").value = "15/12/2026";
  await opened;
  assert.equal(made.value, "15/12/2026");
  assert.equal(changes(), 1);
});

test("a day that nobody typed gives way to the file's", async () => {
  const { page, made, changes } = aPage();
  await new Opening(/** @type {any} */ ({}), page).open(FILE);
  assert.equal(made.value, "30/11/2026");
  assert.equal(changes(), 0);
});
