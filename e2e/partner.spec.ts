import { readFile } from "node:fs/promises";
import { certify, charge, rfidOf } from "./cpo";
import { untilShown } from "./driver";
import { expect, test } from "./house";
import { inspect } from "./inspect";
import { press } from "./press";

test("a CPO's person sees the connection, the CDRs, and the self-certification turn green", async ({
  nora,
}) => {
  const main = nora.getByRole("main");
  const cdrId = await charge({
    token_uid: rfidOf.jonas,
    location_id: "NSL-STO-02",
    charging_minutes: 25,
    power_kw: 7.2,
  });

  await test.step("the connection stands, with where to call whom", async () => {
    await nora.goto("/partner");
    await expect(nora.getByRole("heading", { level: 1, name: /Nordström Laddning/ })).toBeVisible();
    const modules = nora.getByRole("table", { name: "Våra moduler i OCPI 2.2.1" });
    const cdrs = modules.getByRole("row").filter({ hasText: "receiver/cdrs" });
    await expect(cdrs).toContainText("RECEIVER");
    await expect(cdrs).toContainText("/ocpi/2.2.1/receiver/cdrs");
    await inspect(nora);
  });

  await test.step("every message has what became of it", async () => {
    await nora.goto("/partner/messages?module=cdrs");
    await nora.getByRole("row").filter({ hasText: cdrId }).getByRole("link").first().click();
    await expect(main).toContainText("Vi tog emot det som det är.");
    await inspect(nora);
  });

  await test.step("a CDR has its state, and the claim beside the tariff", async () => {
    const row = nora.getByRole("row").filter({ hasText: cdrId });
    await nora.goto("/partner/cdrs");
    await untilShown(nora, row.getByText("Godtagen").filter({ visible: true }));
    await inspect(nora);
    await row.getByRole("link").first().click();
    await expect(main).toContainText("Er begäran bredvid er tariff");
    await inspect(nora);
  });

  await test.step("a run names what to send for each step that waits", async () => {
    await nora.goto("/partner/certification");
    await press(nora.getByRole("button", { name: "Starta en körning" }));
    await expect(nora).toHaveURL(/\/partner\/certification\/[0-9a-f-]+$/);
    await expect(main).toContainText(/1 av \d+ obligatoriska steg/);
    const step = nora.getByRole("listitem").filter({ hasText: "En CDR tas emot" });
    await expect(step).toContainText(/POST\s*http.*\/ocpi\/2\.2\.1\/receiver\/cdrs/);
    await press(step.getByText("Exempel på innehåll"));
    await expect(step.getByText('"total_energy": 5')).toBeVisible();
    await inspect(nora);
  });

  await test.step("it turns green while it is watched", async () => {
    expect(await certify()).toBe(true);
    await expect(nora.getByText("Alla obligatoriska steg har setts")).toBeVisible({
      timeout: 30_000,
    });
    await expect(nora.getByText("Väntar", { exact: true })).toHaveCount(3);
    await inspect(nora);
  });

  await test.step("the report can be taken along", async () => {
    const link = nora.getByRole("link", { name: "Ladda ner JSON" });
    const [file] = await Promise.all([nora.waitForEvent("download"), link.click()]);
    const report = JSON.parse(await readFile(await file.path(), "utf8")) as {
      state: string;
      steps: { isRequired: boolean; state: string }[];
    };
    expect(report.state).toBe("passed");
    const required = report.steps.filter(({ isRequired }) => isRequired);
    expect(required.length).toBeGreaterThan(15);
    expect(required.filter(({ state }) => state !== "seen")).toEqual([]);
  });
});
