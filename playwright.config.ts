import { defineConfig } from "@playwright/test";
import { findBrowser } from "./scripts/browser.mjs";

const baseURL = process.env["KVITT_E2E_URL"];
// Tools that only read this file must not unpack a browser.
const { name, ...launchOptions } = baseURL === undefined ? { name: "none" } : findBrowser();

/** `npm run test:e2e` starts the production build with its simulators and passes its address. */
export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  timeout: 120_000,
  expect: { timeout: 15_000 },
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env["CI"]),
  metadata: { browser: name },
  reporter: [["list"]],
  use: {
    baseURL,
    browserName: "chromium",
    launchOptions,
    locale: "en-GB",
    timezoneId: "Europe/Stockholm",
    viewport: { width: 1280, height: 900 },
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
  },
});
