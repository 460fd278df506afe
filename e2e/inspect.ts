import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const wide = { width: 1280, height: 900 };
const narrow = { width: 390, height: 844 };
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

async function expectNothingSerious(page: Page, how: string, rule?: string): Promise<void> {
  // A page that shows itself anew has no title for a moment.
  await expect(page).toHaveTitle(/\S/);
  // Our pages have no frames: nothing needs a page of its own to be put together in.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rule ? axe.withRules(rule) : axe.withTags(tags)).analyze();
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const found = grave.flatMap(({ id, impact, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${impact} ${id}: ${target.join(" ")}\n${failureSummary}`,
    ),
  );
  expect(found, `axe on ${page.url()}, ${how}`).toEqual([]);
}

/**
 * Holds the page as it stands against WCAG 2.2 AA: on a wide screen and on a phone, where nothing may stick out;
 * in the dark its colours, as nothing else changes there.
 */
export async function inspect(page: Page, language: "sv" | "en" = "sv"): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("lang", language);
  await expect(page.locator("h1")).toHaveCount(1);
  await expectNothingSerious(page, "wide");
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNothingSerious(page, "dark", "color-contrast");
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(narrow);
  await expectNothingSerious(page, "narrow");
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, `${page.url()} fits a phone`).toBeLessThanOrEqual(narrow.width);
  await page.setViewportSize(wide);
}
