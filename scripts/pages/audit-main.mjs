import { freePortRange } from "../ports.mjs";
import { say } from "../progress.mjs";
import { fail } from "../stack/fail.mjs";
import { openPages } from "./open-pages.mjs";
import { signIn } from "./people.mjs";
import { findAddress } from "./routes.mjs";

const who = "Astrid Lindqvist";
const routes = [
  "/",
  "/charge",
  "/charge/[locationId]",
  "/sessions/[id]",
  "/invoices/[id]",
  "/wallet",
];
const categories = ["performance", "accessibility", "best-practices", "seo"];

/** Bytes of JavaScript, compressed, that a first visit is sent. */
async function weigh(browser, { base, state, address }) {
  const context = await browser.newContext({
    storageState: state,
    viewport: { width: 390, height: 844 },
    serviceWorkers: "block",
  });
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  await network.send("Network.enable");
  const scripts = new Set();
  let bytes = 0;
  network.on("Network.responseReceived", ({ requestId, response }) => {
    if (response.mimeType.includes("javascript")) scripts.add(requestId);
  });
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto(`${base}${address}`, { waitUntil: "networkidle" });
  await context.close();
  return bytes;
}

function rowOf(address, { lhr }, { applied, bytes }) {
  const scores = categories.map((name) => Math.round((lhr.categories[name]?.score ?? 0) * 100));
  const { audits } = lhr;
  const figures = [
    audits["largest-contentful-paint"],
    audits["total-blocking-time"],
    audits["cumulative-layout-shift"],
  ].map((one) => one?.displayValue ?? "–");
  return `| ${[address, ...scores, applied, ...figures, `${Math.round(bytes / 1024)} kB`].join(" | ")} |`;
}

/** Why a category is not whole, for whoever wants to mend it. */
function faultsOf({ lhr }) {
  return categories.flatMap((name) =>
    (lhr.categories[name]?.auditRefs ?? [])
      .filter(({ id, weight }) => weight > 0 && (lhr.audits[id]?.score ?? 1) < 0.9)
      .map(({ id }) => `  ${name}: ${lhr.audits[id].title} (${lhr.audits[id].displayValue ?? ""})`),
  );
}

async function audit(given) {
  const port = await freePortRange(1);
  const { base, browser, stop } = await openPages(given, [`--remote-debugging-port=${port}`]);
  try {
    const { default: lighthouse } = await import("lighthouse");
    const state = await signIn(browser, base, who);
    const cookie = state.cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
    const context = await browser.newContext({ storageState: state });
    const page = await context.newPage();
    say("Lighthouse on a throttled mid-range phone (its default), and JavaScript of a first visit");
    say("");
    say(
      "| page | performance | accessibility | best practices | SEO | LCP, throttled for real | LCP, simulated | TBT | CLS | JS |",
    );
    say("| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |");
    const faults = [];
    for (const route of routes) {
      const address = await findAddress(page, base, route);
      if (address === undefined) {
        say(`| ${route} | nothing to show |`);
        continue;
      }
      const bytes = await weigh(browser, { base, state, address });
      const options = { port, extraHeaders: { Cookie: cookie }, logLevel: "error" };
      const result = await lighthouse(`${base}${address}`, {
        ...options,
        onlyCategories: categories,
      });
      const { lhr } = await lighthouse(`${base}${address}`, {
        ...options,
        onlyAudits: ["largest-contentful-paint"],
        throttlingMethod: "devtools",
      });
      const applied = lhr.audits["largest-contentful-paint"]?.displayValue ?? "–";
      say(rowOf(route, result, { applied, bytes }));
      faults.push(...faultsOf(result).map((fault) => `${route}${fault}`));
    }
    say("");
    for (const fault of faults) say(fault);
  } finally {
    await stop();
  }
}

await audit(process.argv[2]).catch(fail);
process.exit();
