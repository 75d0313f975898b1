// The page's first figures for many forms: {"table": …, "blank": …, "forms": […]} in, a list of figures or nulls out; and what
// it reads of texts typed as amounts and as days ({"amounts": […], "days": […]}).
import { readFileSync } from "node:fs";

import { centsIn, dayIn, firstFigures } from "../../calculator/browser/first_figures.mjs";

/** @type {{ table: any, blank: Record<string, string>, forms?: Record<string, string>[], amounts?: string[], days?: string[] }} */
const { table, blank, forms = [], amounts = [], days = [] } = JSON.parse(readFileSync(0, "utf8"));
/** @param {string} _ @param {unknown} value */
const plain = (_, value) => (typeof value === "bigint" ? String(value) : value);
process.stdout.write(
  JSON.stringify(
    {
      figures: forms.map(fields => firstFigures(fields, blank, table)),
      amounts: amounts.map(typed => centsIn(typed, table)),
      days: days.map(typed => dayIn(typed, table)),
    },
    plain,
  ),
);
