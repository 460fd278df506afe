import path from "node:path";
import { say } from "../progress.mjs";
import { buildAll } from "./build.mjs";
import { portsFrom } from "./environment.mjs";
import { dataDirFromEnvironment, loadDotEnv, portFromEnvironment } from "./options.mjs";
import { playFirm } from "./play-firm.mjs";
import { Stack } from "./stack.mjs";
import { runUntilStopped } from "./until-stopped.mjs";

function sayReady({ env, logs, options }) {
  const url = env.KVITT_BASE_URL;
  const ports = portsFrom(options.port);
  const people = [
    ["astrid@kvitt.example", "driver, pays cost plus a margin"],
    ["jonas@kvitt.example", "driver, has a tariff of his own"],
    ["sanne@kvitt.example", "driver, charges in the Netherlands and pays beforehand"],
    ["elin@kvitt.example", "owns a firm's account: people, cards, cost centres, one bill"],
    ["anna.falk@kvitt.example", "charges on it"],
    ["maria.nyman@kvitt.example", "keeps its books"],
    ["finans@kvitt.example", "finance"],
    ["karin.holm@kvitt.example", "finance, the second pair of eyes"],
    ["drift@kvitt.example", "operations"],
    ["nora.nordstrom@kvitt.example", "the CPO Nordström Laddning"],
  ];
  const here = path.relative(process.cwd(), options.dataDir) || ".";
  const where = here === ".data" ? "" : `KVITT_DATA_DIR=${here} `;
  say("");
  say(`Kvitt is ready on ${url}`);
  say("");
  say("Sign in with one button each, or by e-mail:");
  for (const [mail, what] of people) say(`  ${mail.padEnd(30)} ${what}`);
  say("");
  say("What to look at:");
  say("  as Astrid   a session that is charging now, last month's invoice and its payment");
  say("  as finance  the CDRs: one claims too much and is held, one came twice and is billed once");
  say(
    "  as drift    the sites: a garage of forty chargers behind 200 A, planned as cars come and go",
  );
  say("  as drift    the clock: move a month on and see invoices, reminders and renewals happen");
  say("  as drift    the partners, and a form that registers the next one");
  say("  as Nora     her CPO's self-certification; start a run, and watch it turn green after");
  say(`              curl -X POST http://127.0.0.1:${ports.cpoA}/control/certify`);
  say("");
  say(`  books       ${where}npm run --silent verify-books`);
  say(`  health      curl ${url}/health`);
  say(
    `  simulators  CPOs on ${ports.cpoA} and ${ports.cpoB}${env.STRIPE_API_BASE ? `, Stripe on ${ports.stripe}` : ""}`,
  );
  say(`  logs        ${path.relative(process.cwd(), logs)}/`);
  say("");
  say("Ctrl-C stops everything; the next start continues with the same data.");
  playFirm({ cpo: `http://127.0.0.1:${ports.cpoA}`, dataDir: options.dataDir });
}

loadDotEnv();
const stack = new Stack({
  port: portFromEnvironment(),
  dataDir: dataDirFromEnvironment(),
  appEnv: "demo",
  mode: "built",
  prepare: () => buildAll({ use: true }),
});
await runUntilStopped(stack, sayReady);
