import { charge, rfidOf } from "./cpo";
import { openSessionAt, readPrice } from "./driver";
import { openCdr } from "./finance";
import { expect, test } from "./house";

// The README's pictures: `KVITT_SCREENSHOTS=1 npm run test:e2e -- pictures`.
const size = { width: 1440, height: 900 };
test.use({ viewport: size, colorScheme: "light" });

/** So many days ago at a time of the Swedish day. */
function at(daysAgo: number, time: string): string {
  const today = Temporal.Now.plainDateISO("Europe/Stockholm");
  const day = today.subtract({ days: daysAgo });
  return day
    .toZonedDateTime({ timeZone: "Europe/Stockholm", plainTime: time })
    .toInstant()
    .toString();
}

test("the driver's home while she charges", async ({ astrid }) => {
  const past = [
    { days: 9, time: "08:12", location_id: "NSL-GOT-02", charging_minutes: 95, idle_minutes: 40 },
    { days: 6, time: "12:35", location_id: "NSL-STO-03", charging_minutes: 75, power_kw: 21.9 },
    { days: 3, time: "20:41", location_id: "NSL-STO-02", charging_minutes: 190, power_kw: 7.36 },
    { days: 1, time: "17:05", location_id: "NSL-STO-01", charging_minutes: 64, power_kw: 10.95 },
  ];
  for (const { days, time, ...order } of past) {
    await charge({ ...order, token_uid: rfidOf.astrid, start_date_time: at(days, time) });
  }
  await openSessionAt(astrid, "Hornstulls strand");
  await readPrice(astrid);
  await charge({
    token_uid: rfidOf.astrid,
    location_id: "NSL-STO-03",
    charging_minutes: 72,
    power_kw: 21.9,
    live_seconds: 20,
  });
  await astrid.goto("/");
  await expect(astrid.getByRole("region", { name: "Laddar nu" })).toContainText("Liljeholmstorget");
  await astrid.evaluate(async () => document.fonts.ready);
  await astrid.screenshot({ path: "docs/images/driver-home.png", animations: "disabled" });
});

test("finance's page of a claim that is held", async ({ finance }) => {
  const cdrId = await charge({
    token_uid: rfidOf.astrid,
    location_id: "NSL-STO-02",
    charging_minutes: 110,
    idle_minutes: 35,
    power_kw: 10.95,
    start_date_time: at(2, "20:50"),
    wrong_cost: true,
  });
  await openCdr(finance, cdrId, "Hålls");
  await finance.setViewportSize(size);
  await finance.evaluate(async () => document.fonts.ready);
  await finance.screenshot({ path: "docs/images/finance-cdr.png", animations: "disabled" });
});
