import { defineConfig } from "@playwright/test";
import { narrow, wide } from "./e2e/width";
import { findBrowser } from "./scripts/browser.mjs";

const baseURL = process.env["KVITT_E2E_URL"];
// Tools that only read this file must not unpack a browser.
const { name, ...launchOptions } = baseURL === undefined ? { name: "none" } : findBrowser();

const isCi = Boolean(process.env["CI"]);

/** `npm run test:e2e` starts the production build with its simulators and passes its address. */
export default defineConfig({
  testDir: "e2e",
  // Pictures for the README are taken on request only.
  testIgnore: process.env["KVITT_SCREENSHOTS"] === undefined ? "**/pictures.spec.ts" : [],
  outputDir: "test-results",
  // A machine with two slow cores runs the product, its simulators and the browser.
  timeout: 180_000,
  expect: { timeout: 20_000, toPass: { timeout: 60_000 } },
  fullyParallel: false,
  workers: 1,
  retries: isCi ? 1 : 0,
  forbidOnly: isCi,
  metadata: { browser: name },
  reporter: [["list"]],
  // Every flow of a driver is pressed through at a desk and, with touch, on a phone.
  projects: [
    { name: "desktop", use: { viewport: wide } },
    {
      name: "phone",
      grep: /@phone/,
      use: { viewport: narrow, hasTouch: true, isMobile: true },
    },
  ],
  use: {
    baseURL,
    browserName: "chromium",
    launchOptions,
    locale: "sv-SE",
    timezoneId: "Europe/Stockholm",
    contextOptions: { reducedMotion: "reduce" },
    actionTimeout: 20_000,
    trace: isCi ? "on-first-retry" : "retain-on-failure",
    screenshot: "only-on-failure",
  },
});
