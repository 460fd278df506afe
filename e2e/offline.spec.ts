import type { BrowserContext, Page } from "@playwright/test";
import { charge, rfidOf } from "./cpo";
import { openSessionAt, readPrice } from "./driver";
import { expect, test } from "./house";
import { touch } from "./press";
import { inspect } from "./inspect";
import { readAll } from "./read-pages";

const PLACE = "Norra Djurgårdsstaden";

test("the driver's pages can be installed: a manifest with its icons", async ({ stranger }) => {
  await readAll(stranger, ["/sign-in"]);
  const href = await stranger.locator('link[rel="manifest"]').getAttribute("href");
  const answer = await stranger.request.get(href ?? "");
  const manifest = (await answer.json()) as {
    readonly name: string;
    readonly display: string;
    readonly icons: readonly { readonly src: string; readonly sizes: string }[];
  };
  expect(manifest).toMatchObject({ name: "Kvitt", display: "standalone" });
  expect(manifest.icons.map(({ sizes }) => sizes)).toContain("192x192");
  for (const { src, sizes } of manifest.icons) {
    const icon = await (await stranger.request.get(src)).body();
    // A PNG begins with its signature and its size (ISO/IEC 15948, 5.2 and 11.2.2).
    expect(icon.subarray(1, 4).toString("latin1"), src).toBe("PNG");
    expect(`${icon.readUInt32BE(16)}x${icon.readUInt32BE(20)}`, src).toBe(sizes);
  }
});

/** Opens a page again until the service worker stands between it and the network. */
async function untilKept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  const isHeld = () => page.evaluate(() => navigator.serviceWorker.controller !== null);
  await expect.poll(isHeld, "the worker holds the page").toBe(true);
  await page.reload({ waitUntil: "networkidle" });
}

test("a charge that was opened can be read without a network @phone", async ({
  browser,
  keyOf,
}) => {
  await charge({ token_uid: rfidOf.astrid, location_id: "NSL-STO-02", charging_minutes: 25 });
  // Not watched for errors in its console: each request that fails without a network is one.
  const context: BrowserContext = await browser.newContext({
    storageState: await keyOf("astrid"),
  });
  const page = await context.newPage();
  await openSessionAt(page, PLACE);
  const { total } = await readPrice(page);
  const path = new URL(page.url()).pathname;
  await untilKept(page);
  await context.setOffline(true);

  await test.step("its page, with its price", async () => {
    await page.reload();
    await expect(page.getByRole("heading", { level: 1, name: PLACE })).toBeVisible();
    await expect(page.getByText("Inget nät. Du ser det som senast hämtades.")).toBeVisible();
    expect((await readPrice(page)).total).toBe(total);
    await inspect(page);
  });

  await test.step("another page says so, and leads to it", async () => {
    await page.goto("/wallet");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Inget nät just nu");
    await inspect(page);
    await touch(page.locator(`a[href="${path}"]`));
    await expect(page.getByRole("heading", { level: 1, name: PLACE })).toBeVisible();
  });

  await test.step("with the network it is the page itself again", async () => {
    await context.setOffline(false);
    await page.goto("/wallet");
    await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Inget nät just nu");
  });
  await context.close();
});

const PAGES = [
  "/",
  "/charge",
  "/sessions",
  "/invoices",
  "/receipts",
  "/wallet",
  "/plan",
  "/limits",
  "/charging",
  "/vehicles",
  "/tokens",
  "/payment",
  "/disputes",
  "/notifications",
  "/account",
  "/profile",
  "/privacy",
];

/** What sticks out of the page to the right: nothing, where it fits. */
function listWide(): string[] {
  const screen = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= screen) return [];
  return [...document.body.querySelectorAll("*")]
    .filter((one) => one.getBoundingClientRect().right > screen + 1)
    .map((one) => `${one.tagName} ${one.className} ${one.textContent.slice(0, 40)}`)
    .slice(0, 8);
}

test("a driver's pages fit 320 px, and 1280 px with text twice as large", async ({ astrid }) => {
  for (const path of PAGES) {
    await test.step(path, async () => {
      await astrid.setViewportSize({ width: 320, height: 640 });
      const answer = await astrid.goto(path);
      expect(answer?.status(), path).toBe(200);
      await expect(astrid.getByRole("heading", { level: 1 })).not.toBeEmpty();
      expect(await astrid.evaluate(listWide), `${path} at 320 px`).toEqual([]);
      await astrid.setViewportSize({ width: 1280, height: 900 });
      await astrid.evaluate(() => {
        document.documentElement.style.fontSize = "200%";
      });
      expect(await astrid.evaluate(listWide), `${path} with large text`).toEqual([]);
    });
  }
});
