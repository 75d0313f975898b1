/** @type {"fr" | "en"} */
export const LANGUAGE = "en";

/** @type {string[]} */
export const PARTS = ["english.zip.gz"];
