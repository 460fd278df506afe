import { charge, rfidOf } from "./cpo";
import { openSessionAt, readPrice } from "./driver";
import { openCdr } from "./finance";
import { expect, test } from "./house";
import { inspect } from "./inspect";
import { press } from "./press";

test("a claim that the tariff does not give is held until finance decides", async ({
  astrid,
  finance,
}) => {
  const cdrId = await charge({
    token_uid: rfidOf.astrid,
    location_id: "NSL-GOT-02",
    charging_minutes: 30,
    idle_minutes: 15,
    power_kw: 11,
    wrong_cost: true,
  });

  await test.step("finance sees the claim against our figure", async () => {
    await openCdr(finance, cdrId, "Hålls");
    const main = finance.getByRole("main");
    await expect(main).toContainText("Operatören begär");
    await expect(main).toContainText("Prislistan ger");
    // The simulator adds 12.50 before VAT to its rounded figure; ours is exact.
    await expect(main).toContainText(/\+12,(49|50)\d*\s?kr/);
    await inspect(finance);
  });

  await test.step("the driver has no price yet, and is told why", async () => {
    await openSessionAt(astrid, "Nordstan P-hus");
    await expect(astrid.getByText("Priset kommer", { exact: true })).toBeVisible();
    await inspect(astrid);
  });

  await test.step("finance accepts our figure and says why", async () => {
    await press(finance.getByRole("button", { name: "Godta vår siffra" }));
    const question = finance.getByRole("dialog").or(finance.getByRole("alertdialog"));
    await inspect(finance);
    await question
      .getByLabel("Varför (sparas med beslutet)")
      .fill("Prislistan ger inte tillägget.");
    await question.getByRole("button", { name: /^Godta/ }).click();
    await expect(finance.getByText("Vår siffra godtogs")).toBeVisible();
    await expect(finance.getByText("Godtagen", { exact: true }).first()).toBeVisible();
    await expect(finance.getByText("Prislistan ger inte tillägget.").first()).toBeVisible();
    await inspect(finance);
  });

  await test.step("the driver sees a price that adds up", async () => {
    const { lines, total } = await readPrice(astrid);
    expect(lines.reduce((sum, line) => sum + line, 0)).toBe(total);
  });
});
