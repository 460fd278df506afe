import { expect, type Page, test } from "@playwright/test";
import { inspect } from "./inspect";

/** Opens each page itself: it is there, nobody is sent elsewhere, and it can be read and used on a phone. */
export async function readAll(
  page: Page,
  paths: readonly string[],
  language: "sv" | "en" | "de" = "sv",
): Promise<void> {
  for (const path of paths) {
    await test.step(path, async () => {
      const answer = await page.goto(path);
      expect(answer?.status(), path).toBe(200);
      await expect(page).toHaveURL(path);
      await expect(page.locator("h1")).not.toBeEmpty();
      await expectNoSideways(page);
      await inspect(page, language);
      await expectNoCodes(page);
    });
  }
}

async function expectNoSideways(page: Page): Promise<void> {
  const [content, screen] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    window.innerWidth,
  ]);
  expect(content, `${page.url()} fits a screen`).toBeLessThanOrEqual(screen ?? 0);
}

/** A key whose words are missing is shown as the key itself: "finance.nav.overview". */
async function expectNoCodes(page: Page): Promise<void> {
  const shown = await page.getByRole("main").innerText();
  const codes = shown.match(
    /(?<![\w@./-])[a-z][A-Za-z]{2,}\.[a-z][A-Za-z]*(?:\.[a-zA-Z]+)*(?![\w@/-])/g,
  );
  // What stands in a text of the terms: a number's name, an address in the net.
  const keys = (codes ?? []).filter((code) => !/\.(?:nr|se|de|eu|com|example)$/.test(code));
  expect(keys, `${page.url()} shows words, not keys`).toEqual([]);
}

/** Opens what the first link in the list of a page leads to, and says which it is. */
export async function readFirstOf(page: Page, list: string): Promise<string> {
  const links = page.getByRole("main").locator(`a[href^="${list}/"]`);
  let one: string | undefined;
  await expect(async () => {
    await page.goto(list);
    const hrefs = await links.evaluateAll((nodes) =>
      nodes.map((node) => node.getAttribute("href") ?? ""),
    );
    one = hrefs.find((href) => /\/[0-9a-f-]{36}$/.test(href));
    expect(one, `${list} leads to one of its rows`).toBeDefined();
  }).toPass();
  const path = one ?? list;
  await readAll(page, [path]);
  return path;
}
