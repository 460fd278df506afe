import { arriveInGarage, garageLoad, rfidOf } from "./cpo";
import { expect, test } from "./house";
import { readAll, readFirstOf } from "./read-pages";

test("a driver describes his car and a routine, and both are there again", async ({ jonas }) => {
  await jonas.goto("/vehicles");
  await jonas.getByRole("button", { name: "Lägg till en bil" }).first().click();
  const dialog = jonas.getByRole("dialog");
  await dialog.getByLabel("Namn").fill("Vinterbilen");
  await dialog.getByLabel("Batteri, kWh").fill("77,4");
  await dialog.getByLabel("Förbrukning, kWh per 100 km").fill("19,5");
  await dialog.getByLabel("Effekt med växelström, kW").fill("11");
  await dialog.getByRole("button", { name: "Spara" }).click();
  await expect(jonas.getByRole("main").getByText("Vinterbilen")).toBeVisible();
  await readAll(jonas, ["/vehicles", "/charging"]);
  await expect(async () => {
    await jonas.goto("/vehicles");
    await expect(jonas.getByRole("main").getByText(/77,4\skWh/)).toBeVisible();
  }).toPass();
});

test("a garage is watched and planned: cars that come are given power within its limits", async ({
  operations,
}) => {
  for (const number of ["03", "04", "05", "06"]) {
    await arriveInGarage({ evse: `NSL-STO-40-E${number}`, need_wh: 20_000, minutes: 120 });
  }
  await expect
    .poll(async () => (await garageLoad()).cars, "the cars stand there")
    .toBeGreaterThanOrEqual(4);
  await readAll(operations, ["/operations/sites"]);
  const site = await readFirstOf(operations, "/operations/sites");
  // Each has its line as soon as it is told of, and what its station says of its profile.
  await expect(async () => {
    await operations.goto(site);
    const sessions = operations.getByRole("table", { name: "Laddningar som pågår" });
    for (const number of ["E03", "E04", "E05", "E06"]) {
      await expect(sessions.getByRole("row").filter({ hasText: number })).toBeVisible();
    }
    // Said twice, once for wide screens and once for narrow ones.
    const said = sessions.getByText(/^(Bekräftad|Följs) av stationen$/).filter({ visible: true });
    await expect(said.first()).toBeVisible();
  }).toPass({ timeout: 60_000 });
  await readAll(operations, [`${site}/settings`, "/operations/sites/new", "/operations/energy"]);
});

test("a driver says when he leaves, and sees what it comes to before he saves", async ({
  astrid,
}) => {
  await arriveInGarage({
    evse: "NSL-STO-40-E12",
    need_wh: 30_000,
    minutes: 240,
    token: rfidOf.astrid,
  });
  await expect(async () => {
    await astrid.goto("/");
    await astrid
      .getByRole("link", { name: /Liljeholmens garage/ })
      .first()
      .click();
    await expect(astrid.getByText("Din laddplan")).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  await readAll(astrid, [new URL(astrid.url()).pathname]);
});
