/** Where the calculation stands, in the form: a line of text, and a way on when it has failed. */

import { write } from "./text.mjs";
import { TEXTS } from "./texts.mjs";

/** @typedef {import("./types.d.ts").Stage} Stage */

/** @type {Record<Stage, string>} */
const LINES = { idle: "", loading: TEXTS.loading, ready: TEXTS.ready, failed: TEXTS.failed, stopped: TEXTS.statusStopped };

/** @param {HTMLElement} root @param {Stage} stage @param {string} [fault] what failed in a started calculation */
export function showStage(root, stage, fault) {
  const line = root.querySelector("#engine-status");
  if (!(line instanceof HTMLElement)) return;
  const shown = fault === undefined ? stage : "failed";
  if (line.dataset.stage === shown && shown !== "failed" && line.textContent) return;
  line.dataset.stage = shown;
  line.replaceChildren(fault === undefined ? LINES[stage] : TEXTS.fault);
  if (shown === "failed") line.append(...waysOn(fault));
  nameSubmitButton(root, shown);
}

/** Whether the figures follow the form, where the calculation itself is well. @param {HTMLElement} root @param {boolean} follows */
export function showFollowing(root, follows) {
  const line = root.querySelector("#engine-status");
  if (line instanceof HTMLElement && line.dataset.stage === "ready") write(line, follows ? TEXTS.ready : TEXTS.statusWorking);
}

/** Megabytes that do not come: the reader is told, and has a way on. @param {HTMLElement} root */
export function sayLoadingIsLong(root) {
  const line = root.querySelector("#engine-status");
  if (line instanceof HTMLElement && line.dataset.stage === "loading") line.replaceChildren(TEXTS.loadingLong, " ", retryButton());
}

function retryButton() {
  const retry = document.createElement("button");
  retry.type = "button";
  retry.dataset["action"] = "retry";
  retry.textContent = TEXTS.retry;
  return retry;
}

/** @param {string} [fault] */
function waysOn(fault) {
  const retry = retryButton();
  const save = document.createElement("button");
  save.type = "button";
  save.dataset["action"] = "save-claim";
  save.textContent = TEXTS.saveCase;
  const method = document.createElement("a");
  method.href = new URL("../comprendre/comment-nous-calculons/", location.href).href;
  method.textContent = TEXTS.method;
  /** @type {(Node | string)[]} */
  const parts = [" ", retry, " ", save, " ", method];
  if (fault) {
    const code = document.createElement("code");
    code.textContent = fault;
    parts.push(" ", code);
  }
  return parts;
}

/** @param {HTMLElement} root @param {Stage} stage */
function nameSubmitButton(root, stage) {
  const button = root.querySelector("button[type=submit]");
  if (!(button instanceof HTMLElement)) return;
  button.dataset.label ??= button.textContent?.trim() ?? "";
  button.textContent = stage === "loading" ? TEXTS.preparing : button.dataset.label;
}
