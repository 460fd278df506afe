import { charge, rfidOf } from "./cpo";
import { expect, test } from "./house";
import { inspect } from "./inspect";
import { newestMail, openMailAfter } from "./mailbox";
import { press, touch, untilAlive } from "./press";
import type { Page } from "@playwright/test";

/** Opens the charge that runs at a place, from home. */
async function openLive(page: Page, place: string): Promise<void> {
  const link = page.getByRole("region", { name: "Laddar nu" }).getByRole("link", { name: place });
  await expect(async () => {
    await page.goto("/");
    await expect(link).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await press(link);
  await expect(page.getByRole("heading", { level: 1, name: place })).toBeVisible();
}

test("a driver follows a charge, is warned of its idle fee, and a cap ends it @phone", async ({
  astrid,
}) => {
  const main = astrid.getByRole("main");
  const timer = main.getByRole("timer");

  const ofFee = /Parkeringsavgift vid Götgatan kantsten om \d+ min/;
  const ofCap = /Taket .* är nått: vi stoppar laddningen/;
  const before = await newestMail(astrid, ofFee);
  const capBefore = await newestMail(astrid, ofCap);

  await test.step("a car that stands at the kerb has some minutes left, at home too", async () => {
    await charge({
      token_uid: rfidOf.astrid,
      location_id: "NSL-STO-50",
      charging_minutes: 5,
      idle_minutes: 5,
      live_seconds: 1_200,
      power_kw: 11,
    });
    await openLive(astrid, "Götgatan kantsten");
    await expect(main).toContainText("Parkeringsavgiften börjar om");
    await expect(timer).toHaveText(/^\d:\d\d$/);
    const shown = await timer.innerText();
    await expect(timer).not.toHaveText(shown);
    await expect(main).toContainText(/Tas ut av Nordström Laddning/);
    await expect(main).toContainText(/Läget kl\. \d\d:\d\d/);
    await inspect(astrid);
    await astrid.goto("/");
    await expect(main.getByRole("timer")).toHaveText(/^\d:\d\d$/);
    await inspect(astrid);
  });

  await test.step("its power is drawn, and can be read as a table", async () => {
    await openLive(astrid, "Götgatan kantsten");
    const curve = main.getByRole("figure", { name: /^Effekt sedan/ });
    await expect(curve).toContainText(/som mest 1[01](,\d)?\skW/);
    await touch(curve.getByText("Siffrorna som tabell"));
    await expect(curve.getByRole("table")).toContainText("kW");
  });

  await test.step("a mail tells him of the fee", async () => {
    await openMailAfter(astrid, before, ofFee);
    await expect(astrid.getByRole("heading", { level: 1 })).toHaveText(ofFee);
  });

  await test.step("a cap below what it has come to stops it", async () => {
    await openLive(astrid, "Götgatan kantsten");
    await press(main.getByRole("button", { name: "Sätt ett tak" }));
    const dialog = astrid.getByRole("dialog");
    await dialog.getByRole("textbox", { name: /Som mest, inklusive moms/ }).fill("5");
    await expect(dialog).toContainText("taket är nått direkt");
    await inspect(astrid);
    await touch(dialog.getByRole("button", { name: "Sätt taket" }));
    // A station that obeys at once is past the cap before anybody reads of it.
    await expect(main).toContainText(/Nått kl\. \d\d:\d\d|Laddningen är slut|Så blev priset/);
    await expect(main.getByRole("button", { name: "Stoppa laddningen" })).toHaveCount(0, {
      timeout: 45_000,
    });
  });

  await test.step("the mail of it says so", async () => {
    await openMailAfter(astrid, capBefore, ofCap);
    await expect(astrid.getByRole("heading", { level: 1 })).toHaveText(ofCap);
  });
});

test("a driver chooses what he is told, and where @phone", async ({ jonas }) => {
  const main = jonas.getByRole("main");
  await jonas.goto("/notifications");
  await inspect(jonas);
  const ended = main.getByRole("checkbox", { name: "En laddning är klar: Mejl" });
  await untilAlive(ended);
  // What an earlier try chose.
  await ended.uncheck();
  await ended.check();
  await touch(main.getByRole("button", { name: "Spara valen" }));
  await expect(main.getByText("Dina val är sparade.")).toBeVisible();
  await expect(ended).toBeChecked();
  // What must be mailed has no box.
  await expect(
    main.getByRole("checkbox", { name: "Fakturor och kreditfakturor: Mejl" }),
  ).toHaveCount(0);
  await ended.uncheck();
  await touch(main.getByRole("button", { name: "Spara valen" }));
  await expect(ended).not.toBeChecked();
});
