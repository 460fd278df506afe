import type { Locator, Page } from "@playwright/test";
import { strFromU8, unzipSync } from "fflate";
import { charge, rfidOf } from "./cpo";
import { openSessionAt, readPrice, tenThousandths } from "./driver";
import { expect, test } from "./house";
import { press, touch } from "./press";
import { inspect } from "./inspect";
import { readAll } from "./read-pages";

test("a charge is understood, its meter data are checked, and its receipts go to an employer @phone", async ({
  astrid,
}) => {
  test.slow();
  await charge({
    token_uid: rfidOf.astrid,
    location_id: "NSL-STO-01",
    charging_minutes: 30,
    power_kw: 11,
  });
  await openSessionAt(astrid, "Hornstulls strand");
  const { total } = await readPrice(astrid);
  const path = new URL(astrid.url()).pathname;

  await test.step("every segment is there, and the sum is proved", async () => {
    const slip = astrid.getByRole("region", { name: "Så blev priset" });
    await touch(slip.getByText("Varje del"));
    await expect(slip.getByRole("table").first()).toBeVisible();
    await expect(slip.getByText(/^Delarna blir .* blir det /).first()).toBeVisible();
    await inspect(astrid);
  });

  await test.step("her own browser checks what the meter signed", async () => {
    // One that another try has checked is checked again.
    await press(await openSignedCharge(astrid));
    const found = astrid.getByText(/^(Mätdata är äkta|Mätdata stämmer inte med sin signatur)$/);
    await expect(found).toBeVisible();
    await expect(astrid.getByText("Vår server gjorde samma kontroll")).toBeVisible();
    await expect(astrid.getByText("Debiterad energi")).toBeVisible();
    await inspect(astrid);
    await astrid.reload();
    await expect(found, "the result is kept").toBeVisible();
    const file = await astrid.request.get(`${new URL(astrid.url()).pathname}/meter-data`);
    expect(await file.text()).toContain('<signedData format="OCMF"');
  });

  await test.step("the charge has a statement, on paper and as a PDF", async () => {
    await readAll(astrid, [`${path}/receipt`]);
    await expect(astrid.getByText("Inte fakturerad än").first()).toBeVisible();
    const pdf = await astrid.request.get(`${path}/receipt/pdf`);
    expect(pdf.headers()["content-type"]).toBe("application/pdf");
    expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-");
  });

  await test.step("the month's file and archive come to the sum on the page", async () => {
    await readAll(astrid, ["/receipts"]);
    const shown = await readSum(astrid);
    expect(shown).toBeGreaterThanOrEqual(total);
    const href = await astrid.getByRole("link", { name: "Ladda ner som CSV" }).getAttribute("href");
    const csv = await astrid.request.get(href ?? "");
    expect(sumOf(await csv.text())).toBe(shown);
    const archives = astrid.getByRole("link", { name: /^Ladda ner \d/ });
    // What an earlier try made stands there already; the newest comes first.
    const before = await archives.count();
    await touch(astrid.getByRole("button", { name: "Arkiv med kvitton som PDF (ZIP)" }));
    await expect(archives).toHaveCount(before + 1, { timeout: 90_000 });
    const fetch = archives.first();
    await inspect(astrid);
    const zip = await astrid.request.get((await fetch.getAttribute("href")) ?? "");
    const files = unzipSync(new Uint8Array(await zip.body()));
    expect(sumOf(strFromU8(files["kvitton.csv"] ?? new Uint8Array()))).toBe(shown);
    expect(Object.keys(files)).toContain("manifest.json");
    expect(Object.keys(files).filter((name) => name.startsWith("kvitton/")).length).toBeGreaterThan(
      0,
    );
  });

  await test.step("receipts are sent each month, until she says no", async () => {
    const monthly = astrid.getByRole("listitem").filter({ hasText: "loner@lindqvist.example" });
    await expect(monthly).toContainText("nästa gång");
    const address = `loner-${Date.now()}@lindqvist.example`;
    await astrid.getByLabel("E-postadress").fill(address);
    await touch(astrid.getByRole("button", { name: "Skicka varje månad" }));
    const added = astrid.getByRole("listitem").filter({ hasText: address });
    await expect(added).toBeVisible();
    await touch(added.getByRole("button", { name: `Sluta skicka till ${address}` }));
    await expect(added).toHaveCount(0);
  });
});

/** Opens the newest of her charges whose meter signed, as not every charging point's does. Resolves with the button that checks. */
async function openSignedCharge(page: Page): Promise<Locator> {
  const check = page.getByRole("button", { name: /^Kontrollera (mätdata|igen)$/ });
  await page.goto("/sessions");
  const links = page.getByRole("main").locator('a[href^="/sessions/"]');
  await expect(links.first()).toBeVisible();
  const hrefs = await links.evaluateAll((all) =>
    all.map((link) => link.getAttribute("href") ?? ""),
  );
  for (const href of new Set(hrefs)) {
    await page.goto(href);
    await expect(page.getByRole("heading", { name: "Uppgifter" })).toBeVisible();
    if ((await check.count()) > 0) return check;
  }
  throw new Error("No meter signed any of her charges.");
}

/** What the period comes to, in ten-thousandths. */
async function readSum(page: Page): Promise<number> {
  const text = await page.locator(".marked").first().innerText();
  return tenThousandths(text);
}

/** The sum of a file's last column of money ("Inkl. moms"), in ten-thousandths. */
function sumOf(csv: string): number {
  const [head = "", ...rows] = csv.replace("\uFEFF", "").trim().split("\r\n");
  const at = head.split(";").indexOf("Inkl. moms");
  return rows.reduce((sum, row) => sum + tenThousandths(row.split(";")[at] ?? ""), 0);
}
