// One link a line in, as JSON; one answer a line out: what the page's own module makes of it, and how long that took to work out.
import { createInterface } from "node:readline";

import { LinkRefused, broughtBy, caseIn } from "../../calculator/browser/sharing.mjs";

const PASSPHRASE = "trois chats et un vélo";

/** @param {string} hash */
async function read(hash) {
  const brought = broughtBy(hash);
  if (brought?.kind !== "case") return { brought };
  try {
    return { brought, document: await caseIn(hash, brought.locked ? PASSPHRASE : "") };
  } catch (problem) {
    if (problem instanceof LinkRefused) return { brought, refused: problem.reason };
    throw problem;
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const before = process.cpuUsage();
  const answer = await read(JSON.parse(line)).catch(problem => ({ fault: String(problem?.stack ?? problem) }));
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(`${JSON.stringify({ ...answer, seconds: (user + system) / 1e6 })}\n`);
}
