import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { charge, cpoState, endCharges, rfidOf } from "./cpo";
import { openInvoice, openSessionAt, readPrice, tenThousandths, untilShown } from "./driver";
import { issueInvoice, openCdr, previewInvoice } from "./finance";
import { expect, test } from "./house";
import { inspect } from "./inspect";

test("one charge, from the CPO's first message to the paid invoice", async ({
  operations,
  astrid,
  finance,
}) => {
  test.slow();
  await test.step("operations sees both partners registered", async () => {
    await operations.goto("/operations/partners");
    for (const name of ["Nordström Laddning", "Kanaal Energie"]) {
      const row = operations.getByRole("row").filter({ hasText: name });
      const state = row.getByText("Registrerad", { exact: true }).filter({ visible: true });
      await untilShown(operations, state);
    }
    await inspect(operations);
    await operations.goto("/operations");
    await inspect(operations);
  });

  const cdrId = await test.step("the driver follows her charge", async () => {
    const id = await charge({
      token_uid: rfidOf.astrid,
      location_id: "NSL-STO-01",
      charging_minutes: 40,
      power_kw: 11,
      live_seconds: 600,
      duplicate_cdr: true,
    });
    await astrid.goto("/");
    const live = astrid.getByRole("region", { name: "Laddar nu" });
    await expect(live).toContainText("Hornstulls strand, Stockholm");
    await expect(live).toContainText(/Pris hittills\s*\d+,\d\d\s?kr/);
    const energy = async () => {
      const shown = /([\d,]+)\s?kWh/.exec(await live.innerText())?.[1] ?? "0";
      return tenThousandths(shown);
    };
    const first = await energy();
    expect(first).toBeGreaterThan(0);
    await expect.poll(energy, "the energy grows by itself").toBeGreaterThan(first);
    await inspect(astrid);
    await endCharges();
    await expect(astrid.getByText("Du laddar inte just nu")).toBeVisible({ timeout: 60_000 });
    return id;
  });

  const price = await test.step("her price is explained, line by line", async () => {
    await openSessionAt(astrid, "Hornstulls strand");
    const { lines, total } = await readPrice(astrid);
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.reduce((sum, line) => sum + line, 0)).toBe(total);
    await inspect(astrid);
    return total;
  });

  await test.step("finance sees that the claim is what the tariff gives", async () => {
    await finance.goto("/finance/cdrs");
    await inspect(finance);
    await openCdr(finance, cdrId, "Godtagen");
    await expect(finance.getByText("Stämmer", { exact: true }).first()).toBeVisible();
    await inspect(finance);
  });

  const sum = await test.step("finance invoices her now", async () => {
    const toPay = await previewInvoice(finance, "Astrid Lindqvist");
    expect(tenThousandths(toPay)).toBeGreaterThanOrEqual(price);
    await inspect(finance);
    await issueInvoice(finance, toPay);
    await inspect(finance);
    await finance.goto("/finance/invoices");
    await expect(finance.getByRole("row").filter({ hasText: toPay }).first()).toBeVisible();
    return toPay;
  });

  await test.step("the card is charged and the invoice is paid", async () => {
    await openInvoice(astrid, sum);
    await untilShown(astrid, astrid.getByText("Betald", { exact: true }));
    await expect(astrid.getByRole("article")).toContainText("Hornstulls strand");
    await expect(astrid.getByRole("article")).toContainText(sum);
    await inspect(astrid);
  });

  await test.step("she takes the PDF with her", async () => {
    const link = astrid.getByRole("link", { name: "Hämta PDF" });
    await untilShown(astrid, link);
    const [file] = await Promise.all([astrid.waitForEvent("download"), link.click()]);
    expect(file.suggestedFilename()).toMatch(/\.pdf$/);
    expect((await readFile(await file.path())).subarray(0, 5).toString()).toBe("%PDF-");
    const xml = astrid.getByRole("link", { name: "Hämta e-faktura, UBL" });
    await untilShown(astrid, xml);
    const [invoice] = await Promise.all([astrid.waitForEvent("download"), xml.click()]);
    expect(await readFile(await invoice.path(), "utf8")).toContain(
      "urn:oasis:names:specification:ubl",
    );
  });

  await test.step("the books are sound, and the CPO has nothing to complain about", async () => {
    // Exits with a failure unless every invariant holds.
    const { stdout } = await promisify(execFile)("npm", ["run", "--silent", "verify-books"]);
    expect(stdout.trimEnd().split("\n").at(-1)).toBe("violations: 0");
    expect((await cpoState("nordstrom")).complaints).toEqual([]);
    expect((await cpoState("kanaal")).complaints).toEqual([]);
  });
});
