/** What the page says of a claim received, and of the case weighed. */

export const COUNTER = {
  empty: "First paste the text of their letter.",
  reading: "Reading the letter…",
  failed: "The letter could not be read. Nothing is lost: try again, or type its lines.",
  tooLarge: "This file exceeds 5\u00a0MB: paste the text of the letter instead.",
  unreadable: "This file could not be read: paste the text of the letter instead.",
};

export const WEIGHING = {
  coming: "Curve and comparisons: being calculated…",
  failed: "The curve could not be made. Your figures stay right; reload the page to try again.",
  title: "The debt over time",
};
