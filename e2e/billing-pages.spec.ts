import type { Page } from "@playwright/test";
import { charge, rfidOf } from "./cpo";
import { invoiceNow, openCdr } from "./finance";
import { expect, test } from "./house";
import { inspect } from "./inspect";

const queues = [
  "/finance",
  "/finance/cases",
  "/finance/approvals",
  "/finance/cdrs/credit-notes",
  "/finance/expected",
  "/finance/promises",
];
const billing = [
  "/finance/drivers",
  "/finance/runs",
  "/finance/invoices",
  "/finance/credit-notes",
  "/finance/documents",
  "/finance/documents/series",
  "/finance/documents/vat-numbers",
  "/finance/plans",
  "/finance/plans/new",
];
const money = [
  "/finance/wallets",
  "/finance/dunning",
  "/finance/dunning/rules",
  "/finance/disputes",
  "/finance/payouts",
  "/finance/bank",
  "/finance/settlement",
];
const books = [
  "/finance/ledger/trial-balance",
  "/finance/exports",
  "/finance/accounts",
  "/finance/close",
];
const driver = ["/", "/wallet", "/plan", "/limits", "/payment", "/invoices", "/credit-notes"];

/** Opens each page itself: it is there, nobody is sent elsewhere, and it can be read and used on a phone. */
async function readAll(
  page: Page,
  paths: readonly string[],
  language: "sv" | "en" = "sv",
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
  expect(codes ?? [], `${page.url()} shows words, not keys`).toEqual([]);
}

/** Opens what the first link in the list of a page leads to. */
async function readFirstOf(page: Page, list: string): Promise<void> {
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
  await readAll(page, [one ?? list]);
}

test("finance's queues are readable on a screen and a phone", async ({ finance }) => {
  await readAll(finance, queues);
});

test("finance's pages of invoices, documents and plans are readable", async ({ finance }) => {
  await readAll(finance, billing);
});

test("finance's pages of money are readable", async ({ finance }) => {
  await readAll(finance, money);
});

test("what a charge leads to is readable: an invoice, and a debt to its operator", async ({
  astrid,
  finance,
}) => {
  const cdrId = await charge({
    token_uid: rfidOf.astrid,
    location_id: "NSL-STO-02",
    charging_minutes: 45,
  });
  await openCdr(finance, cdrId, "Godtagen");
  await invoiceNow(finance, "Astrid Lindqvist");
  await readFirstOf(finance, "/finance/invoices");
  await readFirstOf(finance, "/finance/settlement");
  await readFirstOf(finance, "/finance/plans");
  await readFirstOf(astrid, "/invoices");
});

test("finance's books are readable", async ({ finance }) => {
  await readAll(finance, books);
});

test("a driver's pages of money are readable, for one who pays later", async ({ astrid }) => {
  await readAll(astrid, driver);
});

test("a driver's pages of money are readable, for one who pays before", async ({ sanne }) => {
  // She reads English.
  await readAll(sanne, driver, "en");
});

test("the clock of the demo is readable", async ({ operations }) => {
  await readAll(operations, ["/operations/clock"]);
});
