/** The language of this page. In the scripts of another language, the modules of a folder such as `en/` stand in for these. */

/** @type {"fr" | "en"} */
export const LANGUAGE = "fr";

/** Archives that whatever this page asks for will need. @type {string[]} */
export const PARTS = [];
