import { arriveInGarage, leaveEvse, rfidOf, takenEvses } from "./cpo";
import { expect, test } from "./house";
import { readAll, readFirstOf } from "./read-pages";

const watched = ["E03", "E04", "E05", "E06"].map((place) => `NSL-STO-40-${place}`);
const own = "NSL-STO-40-E12";

// Nobody's charge is left to run under the tests that follow.
test.afterAll(async () => {
  for (const evse of [...watched, own]) await leaveEvse(evse);
});

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
  for (const evse of watched) await arriveInGarage({ evse, need_wh: 20_000, minutes: 120 });
  await expect
    .poll(takenEvses, "the cars stand there")
    .toEqual(expect.arrayContaining([...watched]));
  await readAll(operations, ["/operations/sites"]);
  await readFirstOf(operations, "/operations/sites");
  await test.step("each has its line, and what its station says of its profile, by itself", async () => {
    const sessions = operations.getByRole("table", { name: "Laddningar som pågår" });
    for (const evse of watched) {
      const row = sessions.getByRole("row").filter({ hasText: evse.slice(-3) });
      await expect(row).toBeVisible({ timeout: 60_000 });
    }
    // Said twice, once for wide screens and once for narrow ones.
    const said = sessions.getByText(/^(Bekräftad|Följs) av stationen$/).filter({ visible: true });
    await expect(said.first()).toBeVisible({ timeout: 90_000 });
  });
  const site = new URL(operations.url()).pathname;
  await readAll(operations, [`${site}/settings`, "/operations/sites/new", "/operations/energy"]);
});

test("a driver says when he leaves, and sees what it comes to before he saves", async ({
  astrid,
}) => {
  await arriveInGarage({ evse: own, need_wh: 30_000, minutes: 240, token: rfidOf.astrid });
  const live = astrid.getByRole("region", { name: "Laddar nu" });
  await expect(async () => {
    await astrid.goto("/");
    await live.getByRole("link", { name: /Liljeholmens garage/ }).click({ timeout: 10_000 });
    await expect(astrid.getByText("Din laddplan")).toBeVisible({ timeout: 10_000 });
  }).toPass({ timeout: 90_000 });
  await readAll(astrid, [new URL(astrid.url()).pathname]);
});
