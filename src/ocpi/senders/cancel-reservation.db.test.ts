import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { OcpiVersion } from "@/ocpi/codec";
import { cancelReservation } from "@/services/commands/cancel-reservation";
import { getCommand } from "@/services/commands/get-command";
import { listOpenCommands } from "@/services/commands/list-open-commands";
import { reserveNow } from "@/services/commands/reserve-now";
import type { Ctx } from "@/services/context";
import { findViolations } from "@/simulators/cpo/validate-object";
import { aCommandingDriver } from "@/testing/commanding-driver";
import { testDatabase } from "@/testing/database";
import { LATER_VERSIONS } from "@/testing/wire-forms";

const database = testDatabase();
let world: Awaited<ReturnType<typeof aCommandingDriver>>;
let driver: Ctx;

const open = (version: OcpiVersion) => async () => {
  world = await aCommandingDriver(database.pool, version);
  driver = world.as(world.driver.id);
};
const close = () => world.stop();
const inAnHour = () => world.tenant.clock.now().add({ hours: 1 });
const sendDue = () => world.sendDue();
const bodyOf = (kind: string) => world.bodyOf(kind);
const sendResult = (kind: string, result: string) => world.sendResult(kind, result);

describe.each(LATER_VERSIONS)("a reservation in OCPI %s", (version) => {
  const strays = (name: string, body: object) =>
    findViolations(name, body, { version, isClosed: true });
  beforeEach(open(version));
  afterEach(close);

  it("holds a place until its time, lets the CPO cancel it, and the driver give it back", async () => {
    const expiresAt = inAnHour();
    const id = await reserveNow(driver, { ...world.pick, expiresAt });
    await sendDue();
    expect(strays("ReserveNow", bodyOf("RESERVE_NOW"))).toEqual([]);
    await sendResult("RESERVE_NOW", "ACCEPTED");
    world.tenant.clock.advance({ minutes: 30 });
    const cancel = await cancelReservation(driver, id);
    await sendDue();
    expect(strays("CancelReservation", bodyOf("CANCEL_RESERVATION"))).toEqual([]);
    expect(bodyOf("CANCEL_RESERVATION")["reservation_id"]).toBe(
      bodyOf("RESERVE_NOW")["reservation_id"],
    );
    await sendResult("CANCEL_RESERVATION", "ACCEPTED");
    expect((await getCommand(driver, cancel)).state).toBe("confirmed");
    expect(await listOpenCommands(driver)).toEqual([]);
    await expect(cancelReservation(driver, id)).rejects.toMatchObject({ code: "PRECONDITION" });
    await sendResult("RESERVE_NOW", "CANCELED_RESERVATION");
    expect((await getCommand(driver, id)).state).toBe("failed");
  });
});

describe("a reservation in OCPI 2.1.1", () => {
  beforeEach(open("2.1.1"));
  afterEach(close);

  it("ends at its time: that version has no word for giving it back, and nothing is sent", async () => {
    const id = await reserveNow(driver, { ...world.pick, expiresAt: inAnHour() });
    await sendDue();
    await sendResult("RESERVE_NOW", "ACCEPTED");
    world.cpo.calls.length = 0;
    const cancel = await cancelReservation(driver, id);
    await sendDue();
    expect(world.cpo.calls).toEqual([]);
    expect((await getCommand(driver, cancel)).state).toBe("failed");
    expect((await getCommand(driver, id)).state).toBe("confirmed");
  });
});
