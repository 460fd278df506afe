import { untilIntroduced } from "./cpo";
import { expect, test } from "./house";
import { inspect } from "./inspect";
import { press, touch } from "./press";
import { isPhone } from "./width";

test("a driver finds where his charge is cheapest, and sees its whole price before he starts @phone", async ({
  astrid,
}) => {
  const main = astrid.getByRole("main");
  const places = main.getByRole("listitem").filter({ has: astrid.getByRole("heading") });
  const question = astrid.getByRole("alertdialog");
  await untilIntroduced();

  await test.step("say what is to be charged, once", async () => {
    await astrid.goto("/charge");
    await press(main.getByText("Ändra", { exact: true }));
    await astrid.getByRole("combobox", { name: "Bil" }).selectOption({ label: "Valfri bil" });
    await astrid.getByRole("textbox", { name: "kWh" }).fill("25");
    await astrid.getByRole("textbox", { name: "Minuter" }).fill("30");
    await press(astrid.getByRole("button", { name: "Räkna om" }));
    await expect(main).toContainText("Valfri bil: 25 kWh på 30 min");
    await inspect(astrid);
  });

  await test.step("filter, and see which filter stands in the way", async () => {
    await press(astrid.getByRole("button", { name: "CCS", exact: true }));
    await expect(astrid).toHaveURL(/plug=ccs/);
    await astrid.goto("/charge?plug=ccs&power=300&sort=price");
    await expect(places.first()).toContainText("300 kW");
    await expect(places.first()).toContainText(/\d+,\d\d\skr\/kWh med allt/);
    await astrid.goto("/charge?q=Visby&plug=ccs");
    await expect(main).toContainText("Inga laddplatser hittades");
    await inspect(astrid);
    await touch(astrid.getByRole("link", { name: "Utan uttag: 1 laddplats" }));
    await expect(places).toHaveCount(1);
    await expect(places).toContainText("Operatören har inte sagt något pris");
  });

  await test.step("look at the map, which the list beside it says too", async () => {
    await astrid.goto("/charge?q=Stockholm&view=map");
    const map = astrid.getByRole("region", { name: "Karta över laddplatser" });
    const cluster = map.getByRole("button", { name: /laddplatser, zooma in/ });
    const marker = map.getByRole("button", { name: /, Stockholm: .*lediga/ });
    await expect(cluster.or(marker).first()).toBeVisible();
    // On a phone the map comes first: search and filters stand on it.
    if (isPhone(astrid)) expect((await map.first().boundingBox())?.y).toBeLessThan(230);
    await inspect(astrid);
    await expect(async () => {
      if ((await marker.count()) === 0) await touch(cluster.first());
      // By keyboard at a desk.
      const [one, soon] = [marker.first(), { timeout: 2_000 }];
      await (isPhone(astrid) ? one.tap(soon) : one.press("Enter", soon));
    }).toPass();
    await touch(map.getByRole("link", { name: /^Öppna/ }));
    await expect(astrid).toHaveURL(/\/charge\/[0-9a-f-]{36}$/);
  });

  await test.step("see the whole price before the start", async () => {
    await astrid.goto("/charge?q=Lindholmen");
    await touch(astrid.getByRole("link", { name: "Lindholmen Science Park" }));
    const heading = astrid.getByRole("heading", { name: "Hela priset" });
    const whole = main.locator("section").filter({ has: heading });
    await expect(whole).toContainText("25 kWh på");
    const text = await whole.innerText();
    const order = ["Energi", "E-roaming", "Att betala, cirka"].map((word) => text.indexOf(word));
    expect(order.every((at) => at >= 0)).toBe(true);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    await expect(whole).toContainText("låses när du startar");
    await expect(
      astrid.getByRole("table", { name: "Jämför med platser i närheten" }),
    ).toBeVisible();
    await inspect(astrid);
  });

  await test.step("the question before a start says who pays, and may be left", async () => {
    await press(astrid.getByRole("button", { name: /^Starta laddning på .*Typ 2/ }).last());
    await expect(question).toContainText("Startas med appen");
    await inspect(astrid);
    await press(question.getByRole("button", { name: "Avbryt" }));
    await expect(question).toHaveCount(0);
  });
});
