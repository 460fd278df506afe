import { arriveInGarage, leaveEvse, rfidOf, takenEvses } from "./cpo";
import { expect, test } from "./house";
import { inspect } from "./inspect";
import { press, touch, untilAlive } from "./press";
import { readAll, readFirstOf } from "./read-pages";

const watched = ["E03", "E04", "E05", "E06"].map((place) => `NSL-STO-40-${place}`);
const own = "NSL-STO-40-E12";

// Nobody's charge is left to run under the tests that follow.
test.afterAll(async () => {
  for (const evse of [...watched, own]) await leaveEvse(evse);
});

test("a driver describes his car and a routine, rests it, and takes both away @phone", async ({
  jonas,
}) => {
  // Whatever an earlier try has left has another name.
  const mark = Date.now() % 1_000_000;
  const [car, routine] = [`Vinterbilen ${mark}`, `Vardagar ${mark}`];
  const main = jonas.getByRole("main");
  const entry = (name: string) =>
    main.getByRole("listitem").filter({ has: jonas.getByRole("heading", { name, exact: true }) });

  await test.step("a car, with its figures", async () => {
    await jonas.goto("/vehicles");
    await press(main.getByRole("button", { name: "Lägg till en bil" }).first());
    const form = jonas.getByRole("dialog");
    await form.getByLabel("Namn").fill(car);
    await form.getByLabel("Batteri, kWh").fill("77,4");
    await form.getByLabel("Förbrukning, kWh per 100 km").fill("19,5");
    await form.getByLabel("Effekt med växelström, kW").fill("11");
    await inspect(jonas);
    await press(form.getByRole("button", { name: "Spara" }));
    await expect(entry(car)).toContainText(/77,4\skWh/);
    await readAll(jonas, ["/vehicles"]);
    await expect(entry(car)).toContainText(/77,4\skWh/);
  });

  await test.step("a routine for working days, by range", async () => {
    await jonas.goto("/charging");
    await press(main.getByRole("button", { name: "Lägg till en rutin" }).first());
    const form = jonas.getByRole("dialog", { name: "Ny rutin" });
    await form.getByLabel("Namn").fill(routine);
    await press(form.getByRole("button", { name: "fredag" }));
    await form.getByLabel("Åker").fill("06:30");
    await press(form.getByRole("combobox", { name: "Vad du behöver" }));
    await touch(jonas.getByRole("option", { name: "Räckvidd" }));
    await form.getByLabel("Räckvidd för varje laddning, km").fill("120");
    await inspect(jonas);
    await press(form.getByRole("button", { name: "Spara" }));
    await expect(entry(routine)).toContainText(/åker 06:30/);
    await expect(entry(routine)).toContainText(/120\skm/);
    await press(entry(routine).getByRole("button", { name: /^Låt den vila/ }));
    await expect(entry(routine)).toContainText("Vilar");
    await readAll(jonas, ["/charging"]);
  });

  await test.step("both are taken away, and one of them brought back", async () => {
    await press(entry(routine).getByRole("button", { name: /^Ta bort/ }));
    await expect(entry(routine)).toHaveCount(0);
    await press(jonas.getByRole("button", { name: "Ångra" }));
    await expect(entry(routine)).toBeVisible();
    await press(entry(routine).getByRole("button", { name: /^Ta bort/ }));
    await expect(entry(routine)).toHaveCount(0);
    await jonas.goto("/vehicles");
    await press(entry(car).getByRole("button", { name: /^Ta bort/ }));
    await expect(entry(car)).toHaveCount(0);
  });
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

test("a driver says when he leaves, and sees what it comes to before he saves @phone", async ({
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

  await test.step("he says it, sees what that comes to, and the station hears of it", async () => {
    const plan = astrid.locator("section").filter({ hasText: "Din laddplan" });
    const change = plan.getByRole("button", { name: "Ändra", exact: true });
    const leaves = plan.getByLabel("Åker");
    await expect(change.or(leaves).first()).toBeVisible();
    // A routine may have said it for him.
    if ((await leaves.count()) === 0) await press(change);
    await untilAlive(leaves);
    await leaves.fill("06:00");
    await press(plan.getByRole("combobox", { name: "Vad du behöver" }));
    await touch(astrid.getByRole("option", { name: "Energi" }));
    await plan.getByLabel("Energi från och med nu, kWh").fill("12");
    await press(plan.getByRole("combobox", { name: "Det viktigaste" }));
    await touch(astrid.getByRole("option", { name: "Så snabbt som möjligt" }));
    const preview = plan.getByRole("region", { name: "Om du sparar detta" });
    await expect(preview).toContainText(/Laddar genast, med upp till/);
    await inspect(astrid);
    await press(plan.getByRole("button", { name: "Spara" }));
    await expect(plan).toContainText(
      /Du vill: Så snabbt som möjligt, åker 06:00, 1[0-2](,\d)?\skWh till/,
    );
  });
});
