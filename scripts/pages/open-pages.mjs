// A running Kvitt to look at: the one that an address names, else one of its own with the demo's story.
import { createRequire } from "node:module";
import path from "node:path";
import { findBrowser } from "../browser.mjs";
import { root } from "../entries.mjs";
import { freePortRange } from "../ports.mjs";
import { say } from "../progress.mjs";
import { buildAll } from "../stack/build.mjs";
import { Stack } from "../stack/stack.mjs";

const SETTLE_MS = 75_000;

/** `{ base, browser, stop }`. `extraArgs` go to the browser. */
export async function openPages(address, extraArgs = []) {
  const { chromium } = createRequire(path.join(root, "package.json"))("@playwright/test");
  const { name, ...launch } = findBrowser();
  say(`Browser: ${name}`);
  const own = address === undefined ? await startOwn() : undefined;
  const browser = await chromium.launch({
    ...launch,
    args: [...(launch.args ?? []), ...extraArgs],
  });
  return {
    base: address ?? own.env.KVITT_BASE_URL,
    browser,
    stop: async () => {
      await browser.close();
      await own?.stop();
    },
  };
}

async function startOwn() {
  await buildAll({ use: true });
  const dataDir = path.join(root, ".data", "pages");
  const stack = new Stack({ port: await freePortRange(4), dataDir, appEnv: "demo", mode: "built" });
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => void stack.stop().then(() => process.exit(1)));
  }
  await stack.start();
  say("The demo's traffic comes in …");
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  return stack;
}
