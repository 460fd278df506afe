import { expect, type Locator, type Page } from "@playwright/test";
import { press, touch } from "./press";

const amount = /^[−-]?\d[\d\s]*,\d{2,4}\s?kr$/;

/** A shown amount, "1 234,5678 kr", in ten-thousandths. */
export function tenThousandths(shown: string): number {
  const [whole = "", fraction = ""] = shown.replaceAll(/[^\d,]/g, "").split(",");
  const size = Number(whole + fraction.padEnd(4, "0"));
  return /^[−-]/.test(shown) ? -size : size;
}

/** Opens the page of a driver's charge at a place, as soon as the charge is known. */
export async function openSessionAt(page: Page, place: string): Promise<void> {
  const link = page.getByRole("link", { name: place }).first();
  await expect(async () => {
    await page.goto("/sessions");
    await expect(link).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await press(link);
  await expect(page.getByRole("heading", { level: 1, name: place })).toBeVisible();
}

/** Opens a driver's newest invoice over an amount; the list shows the newest first. */
export async function openInvoice(page: Page, amountShown: string): Promise<void> {
  await page.goto("/invoices");
  await touch(page.getByRole("row").filter({ hasText: amountShown }).getByRole("link").first());
  await expect(page.getByRole("heading", { level: 1, name: /^Faktura / })).toBeVisible();
}

/** Waits until a page, asked anew, shows what is awaited. */
export async function untilShown(page: Page, awaited: Locator): Promise<void> {
  await expect(async () => {
    await page.reload();
    await expect(awaited).toBeVisible({ timeout: 2_000 });
  }).toPass();
}

/** The slip of a session's price: its lines' amounts and the sum under the stroke, in ten-thousandths. */
export async function readPrice(page: Page): Promise<{ lines: number[]; total: number }> {
  const slip = page.getByRole("region", { name: "Så blev priset" });
  await untilShown(page, slip.getByText("Att betala"));
  const texts = (await slip.innerText()).split("\n").map((line) => line.trim());
  const end = texts.indexOf("Att betala");
  const lines = texts.slice(0, end).filter((text) => amount.test(text));
  return { lines: lines.map(tenThousandths), total: tenThousandths(texts[end + 1] ?? "") };
}
