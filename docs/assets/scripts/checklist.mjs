/**
 * Lists that are ticked and filled in the page. Everything stands in the page without this script; with it, what is done
 * is counted, kept on the device if the reader wishes, and what was noted after a call becomes the letter that confirms it.
 */

const KEPT = "payeatemps.liste.";
const LETTER = "payeatemps.letter";

/** @typedef {{ ticked: string[], notes: Record<string, string> }} State */

/** Storage may be refused by the browser: the list then works without it. @template T @param {() => T} use @param {T} otherwise */
function storage(use, otherwise) {
  try {
    return use();
  } catch {
    return otherwise;
  }
}

/** @param {ParentNode} root @returns {HTMLInputElement[]} */
function boxes(root) {
  return [...root.querySelectorAll(".tick-item input")].filter(box => box instanceof HTMLInputElement);
}

/** @param {ParentNode} root @returns {HTMLInputElement[]} */
function notes(root) {
  return [...root.querySelectorAll(".tick-field input")].filter(note => note instanceof HTMLInputElement);
}

/** @param {string} text @returns {State | null} */
function parsed(text) {
  const found = storage(() => JSON.parse(text), null);
  return found && Array.isArray(found.ticked) && typeof found.notes === "object" ? found : null;
}

/** @param {HTMLElement} list */
function wire(list) {
  const key = KEPT + list.dataset.checklist;
  const count = list.querySelector("[data-count]");
  const actions = list.querySelector("[data-actions]");
  const keep = list.querySelector("[data-keep]");
  if (!(count instanceof HTMLElement) || !(actions instanceof HTMLElement) || !(keep instanceof HTMLInputElement)) return;

  const save = () => {
    storage(() => {
      if (!keep.checked) return localStorage.removeItem(key);
      const state = {
        ticked: boxes(list).filter(box => box.checked).map(box => box.id),
        notes: Object.fromEntries(notes(list).filter(note => note.value).map(note => [note.name, note.value])),
      };
      return localStorage.setItem(key, JSON.stringify(state));
    }, undefined);
  };

  const show = () => {
    const all = boxes(list);
    const done = all.filter(box => box.checked).length;
    count.textContent = done === all.length ? `Tout est coché\u00a0: ${done} sur ${all.length}.` : `${done} sur ${all.length}`;
    for (const note of notes(list)) note.classList.toggle("is-empty", !note.value);
  };

  const state = parsed(storage(() => localStorage.getItem(key), null) ?? "null");
  if (state) {
    keep.checked = true;
    for (const box of boxes(list)) box.checked = state.ticked.includes(box.id);
    for (const note of notes(list)) note.value = state.notes[note.name] ?? "";
  }
  list.addEventListener("input", () => {
    save();
    show();
  });
  list.querySelector("[data-clear]")?.addEventListener("click", () => {
    for (const box of boxes(list)) box.checked = false;
    for (const note of notes(list)) note.value = "";
    save();
    show();
    boxes(list)[0]?.focus();
  });
  list.querySelector("[data-write]")?.addEventListener("click", () => write(list));
  count.hidden = false;
  actions.hidden = false;
  show();
}

/** Hands what was noted to the calculator, for this tab and this once. @param {HTMLElement} list */
function write(list) {
  const call = Object.fromEntries(
    notes(list).filter(note => note.value.trim() && "call" in note.dataset).map(note => [note.name, note.value.trim()]),
  );
  storage(() => sessionStorage.setItem(LETTER, JSON.stringify(call)), undefined);
  const address = new URL(list.dataset.calculator ?? "", location.href);
  address.hash = `lettre=${list.dataset.letter}`;
  location.assign(address);
}

export function mount() {
  for (const list of document.querySelectorAll("[data-checklist]")) {
    if (list instanceof HTMLElement && !list.dataset.wired) {
      list.dataset.wired = "";
      wire(list);
    }
  }
}
