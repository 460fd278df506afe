import { expect, type Page } from "@playwright/test";
import { press } from "./press";

/** Opens the page of a CDR from the list, as soon as it is there in that state. */
export async function openCdr(page: Page, cdrId: string, state: string): Promise<void> {
  const row = page.getByRole("row").filter({ hasText: state });
  await expect(async () => {
    await page.goto(`/finance/cdrs?text=${cdrId}`);
    await expect(row.getByRole("link")).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await row.getByRole("link").click();
  await expect(page.getByRole("heading", { name: "Begärt mot vårt" })).toBeVisible();
}

/** Opens the preview of what a driver would be invoiced now. Resolves with its amount to pay. */
export async function previewInvoice(page: Page, driver: string): Promise<string> {
  await page.goto("/finance/drivers");
  await page.getByRole("link", { name: driver }).click();
  await expect(page.getByRole("heading", { name: "Faktura i SEK" })).toBeVisible();
  const shown = await page.getByRole("main").innerText();
  const toPay = /Att betala\s+(\d[\d\s]*,\d\d\s?kr)/.exec(shown)?.[1];
  if (toPay === undefined) throw new Error(`The preview names no amount to pay:\n${shown}`);
  return toPay;
}

/** Issues the invoice that the preview shows, and ends on its page. */
export async function issueInvoice(page: Page, toPay: string): Promise<void> {
  await press(page.getByRole("button", { name: "Fakturera nu" }));
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText(toPay);
  await question.getByRole("button", { name: "Ställ ut" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /^Faktura / })).toBeVisible();
  await expect(page.getByRole("main")).toContainText(toPay);
}

/** Invoices a driver's open charges. Resolves with the amount to pay. */
export async function invoiceNow(page: Page, driver: string): Promise<string> {
  const toPay = await previewInvoice(page, driver);
  await issueInvoice(page, toPay);
  return toPay;
}
