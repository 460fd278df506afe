import { expect, test } from "./house";
import { inspect } from "./inspect";

const bare = JSON.stringify({
  id: "PASTED",
  currency: "SEK",
  elements: [{ price_components: [{ type: "ENERGY", price: 4, step_size: 1 }] }],
  last_updated: "2026-11-01T00:00:00Z",
});

test("finance reads a tariff in words and tries it on a drawn charge", async ({ finance }) => {
  await test.step("the list says whose, since when and what is questionable", async () => {
    await finance.goto("/finance/tariffs?text=DAYNIGHT");
    await expect(finance.getByRole("table", { name: "Operatörernas prislistor" })).toBeVisible();
    await inspect(finance);
    await finance.getByRole("link", { name: "NSL-AC-DAYNIGHT" }).click();
  });

  await test.step("its page words each element and keeps the history", async () => {
    await expect(finance.getByRole("heading", { level: 1 })).toContainText("NSL-AC-DAYNIGHT");
    await expect(finance.getByText("mellan 06:00 och 22:00", { exact: false })).toBeVisible();
    await expect(finance.getByRole("table", { name: "Prislistans versioner" })).toBeVisible();
    await inspect(finance);
    await finance.getByRole("link", { name: "Prova i prislabbet" }).click();
  });

  await test.step("the charge has a price, its stretches, and an address that finds it again", async () => {
    const stretches = finance.getByRole("table", { name: "Avsnitt" });
    await expect(stretches).toBeVisible();
    await finance.getByRole("textbox", { name: "Energi, kWh" }).fill("10");
    await expect(stretches).toContainText("10,00");
    await expect(finance).toHaveURL(/[?&]k=10(&|$)/);
    await inspect(finance);
    await finance.reload();
    await expect(stretches).toContainText("10,00");
  });
});

test("a partner pastes a tariff and is told where it is wrong", async ({ nora }) => {
  await nora.goto("/partner/tariff-lab?m=paste");
  const json = nora.getByLabel("OCPI-prislista som JSON");
  await json.fill(bare);
  await expect(nora.getByText("Fälten säger OCPI 2.1.1.")).toBeVisible();
  await expect(nora.getByText("120,00").first()).toBeVisible();
  await json.fill(bare.replace("[{", "\n[{,"));
  await expect(nora.getByRole("alert").getByText("Detta är inte JSON")).toBeVisible();
  await expect(nora.getByRole("alert").getByText(/rad 2/)).toBeVisible();
  await inspect(nora);

  await test.step("and picks no tariff but its own", async () => {
    await nora.goto("/partner/tariff-lab");
    await nora.getByRole("combobox", { name: "Prislista" }).click();
    const options = nora.getByRole("option");
    await expect(options.filter({ hasText: "NSL-" }).first()).toBeVisible();
    await expect(options.filter({ hasText: "KNE" })).toHaveCount(0);
  });
});
