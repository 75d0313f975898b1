/**
 * The one script of ours on every page. It stays small: the calculator's own code is fetched by its page alone.
 * @typedef {{ subscribe(listener: () => void): unknown, next(page: Document): void }} PageStream
 */

/** @param {string} id @returns {HTMLElement | null} */
function firstStop(id) {
  return document.querySelector(id === "__search" ? ".md-search__input" : ".md-sidebar--primary a:not(.md-logo)");
}

/** A page that is not there: the words of its address are what was looked for. @param {HTMLInputElement} field */
function searchAddress(field) {
  const last = location.pathname.split("/").filter(part => part && !part.includes(".")).at(-1) ?? "";
  field.value = decodeURIComponent(last).replaceAll(/[-_+]+/g, " ").trim();
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
}

/** The theme opens its menu and its search by hidden check boxes; these buttons turn them, and tell their state. */
function wireHeaderButtons() {
  for (const button of document.querySelectorAll("button[data-opens]")) {
    const box = document.getElementById(button.getAttribute("data-opens") ?? "");
    if (!(button instanceof HTMLButtonElement) || !(box instanceof HTMLInputElement)) continue;
    button.addEventListener("click", () => {
      box.click();
      if (!box.checked) return;
      const stop = firstStop(box.id);
      stop?.focus();
      if ("searchAddress" in button.dataset && stop instanceof HTMLInputElement) searchAddress(stop);
    });
    box.addEventListener("change", () => button.setAttribute("aria-expanded", String(box.checked)));
    document.addEventListener("keydown", event => {
      if (event.key !== "Escape" || !box.checked) return;
      box.click();
      button.focus();
    });
  }
}

/** The theme's switch of colours is a radio button that is always checked: Space does nothing to it, where it looks like a button. */
function wireColours() {
  document.addEventListener("keydown", event => {
    const shown = event.target;
    if (event.key !== " " || !(shown instanceof HTMLInputElement) || shown.name !== "__palette") return;
    event.preventDefault();
    const label = shown.form?.querySelector("label[for]:not([hidden])");
    if (!(label instanceof HTMLLabelElement)) return;
    label.click();
    label.control?.focus();
  });
}

/** The search lies over the page as long as one is in it, and no longer. */
function wireSearch() {
  const box = document.getElementById("__search");
  if (!(box instanceof HTMLInputElement)) return;
  for (const kind of ["click", "focusin"]) {
    document.addEventListener(kind, ({ target }) => {
      if (!box.checked || !(target instanceof Element)) return;
      if (!target.closest(".md-search, [data-opens=__search], #__search")) box.click();
    });
  }
  // The theme opens it when its field takes focus; after Escape the field still has it.
  for (const kind of ["click", "input"]) {
    document.querySelector(".md-search__input")?.addEventListener(kind, () => {
      if (!box.checked) box.click();
    });
  }
}

async function watchWideTables() {
  if (!document.querySelector(".md-content .md-typeset__scrollwrap")) return;
  const { watchTables } = await import("./tables.mjs");
  watchTables();
}

/** One listener for every page: instant navigation brings new buttons without telling. */
function wirePrinting() {
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("[data-print]") : null;
    if (!(button instanceof HTMLElement)) return;
    const { print: part } = button.dataset;
    if (part) printPart(button, part);
    else print();
  });
}

/** Of the whole guide, prints the articles of one part: those whose title's name begins with the part's. */
function printPart(/** @type {HTMLElement} */ button, /** @type {string} */ part) {
  /** @type {Element[]} */
  const hidden = [];
  let kept = false;
  for (const block of button.closest("article")?.children ?? []) {
    if (block.tagName === "H2") kept = block.id === part || block.id.startsWith(`${part}-`);
    if (!kept && block.tagName !== "H1") hidden.push(block);
  }
  for (const block of hidden) block.classList.add("unprinted");
  addEventListener("afterprint", () => hidden.forEach(block => block.classList.remove("unprinted")), { once: true });
  print();
}

/** The letter that stands first in an article goes to the clipboard, as text; what came of it is said beside the button. */
function wireCopying() {
  document.addEventListener("click", async ({ target }) => {
    const button = target instanceof Element ? target.closest("[data-copy]") : null;
    const letter = button?.closest(".model-letter");
    const text = letter?.querySelector(".model-text");
    const said = letter?.querySelector("[role=status]");
    if (!(text instanceof HTMLElement) || !said) return;
    try {
      await navigator.clipboard.writeText(text.innerText.trim());
      said.textContent = letter?.querySelector("em") ? "Copié. Remplacez les mots soulignés." : "Copié.";
    } catch {
      getSelection()?.selectAllChildren(text);
      said.textContent = "Le texte est sélectionné\u00a0: copiez-le au clavier.";
    }
  });
}

/** Every text made to be taken has its own way to the clipboard: the quoted letters of an article, a piece of code. */
function offerCopies() {
  for (const quoted of document.querySelectorAll(".md-content :is(blockquote, pre)")) {
    const code = quoted.localName === "pre";
    if (quoted.closest(".quoted") || (!code && (quoted.textContent ?? "").length < 80)) continue;
    const frame = document.createElement("div");
    frame.className = "quoted model-letter";
    const actions = document.createElement("p");
    actions.className = "model-actions";
    const button = document.createElement("button");
    button.type = "button";
    button.className = "md-button";
    button.dataset.copy = "";
    button.textContent = code ? "Copier le code" : "Copier le texte";
    const said = document.createElement("span");
    said.setAttribute("role", "status");
    actions.append(button, " ", said);
    quoted.replaceWith(frame);
    quoted.classList.add("model-text");
    frame.append(quoted, actions);
  }
}

/** Two figures on their way to the calculator, after the « # », which no server is ever sent. */
function wireOwnFigures() {
  document.addEventListener("submit", event => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset.ownFigures === undefined) return;
    event.preventDefault();
    const [sum, due] = [...form.querySelectorAll("input")].map(field => field.value.trim());
    const address = new URL(form.dataset.ownFigures, location.href);
    const asked = { montant: sum ?? "", echeance: due ?? "", ...(form.dataset.letter && { lettre: form.dataset.letter }) };
    address.hash = new URLSearchParams(asked).toString();
    location.assign(address);
  });
}

/** Settled when the calculation needs the processor no longer. */
async function startCalculator() {
  const form = document.querySelector("#claim-form");
  if (!(form instanceof HTMLFormElement) || !form.dataset.shell) return;
  const shell = await import(new URL(form.dataset.shell, document.baseURI).href);
  await shell.mount(form)?.rested;
}

/** The pages that ask a few questions of the same Python. */
async function startTool() {
  const tool = document.querySelector("[data-tool-page]");
  if (!(tool instanceof HTMLElement) || !tool.dataset.module) return;
  const { mount } = await import(new URL(tool.dataset.module, document.baseURI).href);
  mount(tool);
}

async function startChecklists() {
  if (!document.querySelector("[data-checklist]")) return;
  const { mount } = await import("./checklist.mjs");
  mount();
}

async function startWaiting() {
  if (!document.querySelector("[data-waiting]")) return;
  const { mount } = await import("./waiting.mjs");
  mount();
}

/** Where the site is kept on the device, a newer one is offered. */
function watchForNews() {
  const { serviceWorker } = navigator;
  const watch = () => void import("./updating.mjs").then(updating => updating.watch());
  if (serviceWorker?.controller) watch();
  else serviceWorker?.addEventListener("controllerchange", watch, { once: true });
}

/** @returns {PageStream | undefined} where the theme tells of each page it brings */
const pages = () => /** @type {{ document$?: PageStream }} */ (/** @type {unknown} */ (globalThis)).document$;

function arrive() {
  // The theme wraps tables in its own turn, after it has announced the page.
  requestAnimationFrame(() => void watchWideTables());
  offerCopies();
  void startChecklists();
  void startWaiting();
  void startTool();
  return startCalculator();
}

/** @param {string} address of the theme's script */
async function arriveBeforeTheme(address) {
  const { themeAfter } = await import("./late_theme.mjs");
  const clickAgain = await themeAfter(address, arrive());
  pages()?.subscribe(() => void arrive());
  // The theme takes up a page when the browser has read it, and has missed that.
  pages()?.next(document);
  clickAgain();
}

wireHeaderButtons();
wireSearch();
wireColours();
wirePrinting();
wireCopying();
wireOwnFigures();
watchForNews();
const late = document.querySelector("script[data-late]");
const stream = pages();
if (stream) stream.subscribe(() => void arrive());
else if (late instanceof HTMLScriptElement) void arriveBeforeTheme(late.dataset.late ?? "");
else void arrive();
