import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { settle } from "./settle";
import { comesTwice, isPhone, isPhoneRun, narrow, wide } from "./width";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What a look may take on a slow machine, beside what its test does otherwise. */
const LOOK_MS = 10_000;

async function findGrave(page: Page, rule?: string): Promise<string[]> {
  await settle(page);
  // A document that has axe is given an empty script in place of half a megabyte.
  const isThere = await page.evaluate(() => "axe" in window);
  // Our pages have no frames: nothing needs a page of its own to be put together in.
  const axe = new AxeBuilder({ page, ...(isThere && { axeSource: ";" }) })
    .setLegacyMode()
    .options({ resultTypes: ["violations"] });
  const { violations } = await (rule ? axe.withRules(rule) : axe.withTags(tags)).analyze();
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  return grave.flatMap(({ id, impact, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${impact} ${id}: ${target.join(" ")}\n${failureSummary}`,
    ),
  );
}

async function expectNothingSerious(page: Page, how: string, rule?: string): Promise<void> {
  let found = await findGrave(page, rule);
  // A page that shows itself anew while it is looked at is in pieces for that look. A fault stays.
  if (found.length > 0) found = await findGrave(page, rule);
  expect(found, `axe on ${page.url()}, ${how}`).toEqual([]);
}

/** What is looked at here: a test that is pressed through at both widths is held to each in its own run. */
function looksAt(page: Page): readonly ("wide" | "dark" | "narrow")[] {
  if (isPhoneRun()) return isPhone(page) ? ["narrow"] : [];
  // What staff does in a driver's test is done at a desk in both runs, and looked at in this one.
  const isDrivers = !/^\/(finance|operations|partner)\b/.test(new URL(page.url()).pathname);
  return comesTwice() && isDrivers ? ["wide", "dark"] : ["wide", "dark", "narrow"];
}

/**
 * Holds the page as it stands against WCAG 2.2 AA: on a wide screen and on a phone, where nothing may stick out;
 * in the dark its colours, as nothing else changes there. Brings the time that it takes along.
 */
export async function inspect(page: Page, language: "sv" | "en" | "de" = "sv"): Promise<void> {
  const looks = looksAt(page);
  test.setTimeout(test.info().timeout + looks.length * LOOK_MS);
  await expect(page.locator("html")).toHaveAttribute("lang", language);
  await expect(page.locator("h1")).toHaveCount(1);
  if (looks.includes("wide")) await expectNothingSerious(page, "wide");
  if (looks.includes("dark")) {
    await page.emulateMedia({ colorScheme: "dark" });
    await expectNothingSerious(page, "dark", "color-contrast");
    await page.emulateMedia({ colorScheme: "light" });
  }
  if (!looks.includes("narrow")) return;
  if (!isPhone(page)) await page.setViewportSize(narrow);
  await expectNothingSerious(page, "narrow");
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, `${page.url()} fits a phone`).toBeLessThanOrEqual(narrow.width);
  if (!isPhoneRun()) await page.setViewportSize(wide);
}
