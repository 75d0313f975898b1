// A table wider than its column, or whose cells are squeezed into columns of one word a line: each row becomes a block, and each cell stands under the name of its column. Nothing
// has to be scrolled sideways, and the last column is never out of sight.

const ROLES = new Map([
  ["TABLE", "table"], ["THEAD", "rowgroup"], ["TBODY", "rowgroup"], ["TFOOT", "rowgroup"],
  ["TR", "row"], ["TD", "cell"],
]);

/**
 * The name of each column, that of its group before it.
 * @param {HTMLTableElement} table
 */
function headings(table) {
  /** @type {string[][]} */
  const names = [];
  /** @type {Set<number>[]} what a heading of an earlier row covers, row by row */
  const taken = [];
  [...(table.tHead?.rows ?? [])].forEach((row, down) => {
    let at = 0;
    for (const cell of row.cells) {
      while (taken[down]?.has(at)) at += 1;
      for (let across = at; across < at + cell.colSpan; across += 1) {
        const words = cell.textContent?.trim();
        if (words) (names[across] ??= []).push(words);
        for (let below = down; below < down + cell.rowSpan; below += 1) (taken[below] ??= new Set()).add(across);
      }
      at += cell.colSpan;
    }
  });
  return names.map(([first = "", ...under]) => [first, ...under.map(each => each[0]?.toLowerCase() + each.slice(1))].join(", "));
}

/**
 * Once laid out as blocks, a table is one for screen readers by its roles alone.
 * @param {HTMLTableElement} table
 */
function name(table) {
  const columns = headings(table);
  for (const part of [table, ...table.querySelectorAll("thead, tbody, tfoot, tr, td, th")]) {
    const role = ROLES.get(part.tagName) ?? (part.closest("thead") ? "columnheader" : "rowheader");
    part.setAttribute("role", role);
  }
  for (const row of table.querySelectorAll(":is(tbody, tfoot) > tr")) {
    [...row.children].forEach((cell, at) => {
      const heading = columns[at];
      if (heading && !cell.hasAttribute("colspan")) cell.setAttribute("data-label", heading);
    });
  }
}

const NARROW = 480;
const TALL = 230;

/**
 * Three columns of prose on a phone: a row that is higher than it would be as a list.
 * @param {Element} region
 * @param {HTMLTableElement} table
 */
function squeezed(region, table) {
  const rows = [...table.tBodies].flatMap(body => [...body.rows]);
  return region.clientWidth < NARROW && rows.some(row => row.cells.length > 2 && row.offsetHeight > TALL);
}

/** @param {Element} region what the theme puts around a table */
function fit(region) {
  const table = region.querySelector("table");
  if (!table) return;
  region.classList.remove("stacked");
  if (region.scrollWidth <= region.clientWidth && !squeezed(region, table)) return;
  if (!table.hasAttribute("data-named")) name(table);
  table.setAttribute("data-named", "");
  region.classList.add("stacked");
}

/** @type {WeakMap<Element, number>} */
const widths = new WeakMap();
// A part that unfolds and a window that turns give a table another width; its own blocks give it another height.
const watcher = new ResizeObserver(changes => {
  for (const { target, contentRect } of changes) {
    if (widths.get(target) === contentRect.width) continue;
    widths.set(target, contentRect.width);
    fit(target);
  }
});

/** Watches the tables of the article that has just come. */
export function watchTables() {
  for (const region of document.querySelectorAll(".md-content .md-typeset__scrollwrap")) watcher.observe(region);
}
