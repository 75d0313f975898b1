/** Whether a pasted text is rows of a table, or words for the field in which it is pasted. */

const SEPARATORS = /[;|]|, ?(?=\S)/;
/** A row of so many cells is one whatever it is pasted into. */
const WIDE = 3;

/**
 * @param {string} text
 * @param {boolean} inField the caret is in a field: only what no field takes is a table
 */
export function holdsRows(text, inField) {
  const lines = text.split(/\r\n|\r|\n/).filter(line => line.trim());
  const cells = lines.map(line => line.split("\t").length);
  if (inField) return lines.length > 1 ? cells.filter(count => count > 1).length > 1 : (cells[0] ?? 0) >= WIDE;
  if (cells.some(count => count > 1)) return true;
  return lines.length > 1 && lines.filter(line => line.split(SEPARATORS).length >= WIDE).length > 1;
}
