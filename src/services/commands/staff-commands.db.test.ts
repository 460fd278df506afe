import { and, eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/db/new-id";
import { auditEvents } from "@/db/schema/notifications";
import { partners } from "@/db/schema/partners";
import { type Role, users } from "@/db/schema/users";
import { aCommandingDriver } from "@/testing/commanding-driver";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { findConnectors } from "./find-connectors";
import { getStaffCommand } from "./get-staff-command";
import { listCommands } from "./list-commands";
import { startCharge } from "./start-charge";
import { unlockConnector } from "./unlock-connector";

const database = testDatabase();
let world: Awaited<ReturnType<typeof aCommandingDriver>>;
beforeEach(async () => {
  world = await aCommandingDriver(database.pool);
});
afterEach(async () => world.stop());

function person(...roles: readonly Role[]) {
  const userId = newId<"user">();
  const actor = { kind: "user", userId, email: "p@kvitt.example", roles, driverId: null } as const;
  return world.tenant.as(actor);
}

describe("operations' commands", () => {
  it("tell an unlocking from its reason to the station's answer, with the messages", async () => {
    const operations = person("operations");
    if (operations.actor.kind !== "user") throw new Error("no person");
    await world.ctx.db
      .insert(users)
      .values({ id: operations.actor.userId, name: "David", email: `${newId()}@kvitt.example` });
    const id = await unlockConnector(operations, world.pick, "The driver's plug is stuck.");
    await world.sendDue();
    await world.sendResult("UNLOCK_CONNECTOR", "ACCEPTED");
    const command = await getStaffCommand(operations, id);
    expect(command).toMatchObject({
      kind: "UNLOCK_CONNECTOR",
      state: "confirmed",
      partnerName: "Fake CPO",
      place: "Museumplein",
      driverName: null,
      requestedBy: "David",
    });
    expect(command.events.map(({ what }) => what)).toEqual([
      "created",
      "sent",
      "sync:ACCEPTED",
      "async:ACCEPTED",
    ]);
    expect(command.events[0]?.detail).toEqual({ reason: "The driver's plug is stuck." });
    expect(command.messages.map(({ direction }) => direction).toSorted()).toEqual(["in", "out"]);
    const [audit] = await world.ctx.db
      .select({ detail: auditEvents.detail, actor: auditEvents.actor })
      .from(auditEvents)
      .where(
        and(
          eq(auditEvents.tenantId, world.ctx.tenantId),
          eq(auditEvents.action, "command.unlock_connector"),
        ),
      );
    expect(audit?.detail).toMatchObject({ reason: "The driver's plug is stuck." });
  });

  it("are found by partner, kind, state and time, and only by operations", async () => {
    const operations = person("operations");
    const start = await startCharge(world.as(world.driver.id), world.pick);
    world.tenant.clock.advance({ seconds: 1 });
    const unlock = await unlockConnector(operations, world.pick);
    const idsOf = async (filter: Omit<Parameters<typeof listCommands>[1], "page">) =>
      (await listCommands(operations, { ...filter, page: 1 })).commands.map(({ id }) => id);
    const now = world.tenant.clock.now();
    expect(await idsOf({})).toEqual([unlock, start]);
    expect(await idsOf({ kind: "START_SESSION" })).toEqual([start]);
    expect(await idsOf({ isTroubled: true })).toEqual([]);
    expect(await idsOf({ isOpen: true, state: "created" })).toEqual([unlock, start]);
    expect(await idsOf({ from: now })).toEqual([unlock]);
    expect(await idsOf({ to: now })).toEqual([start]);
    expect(await idsOf({ partnerId: newId<"partner">() })).toEqual([]);
    expect(await listCommands(operations, { page: 2 })).toMatchObject({ commands: [], total: 2 });
    await expect(listCommands(person("finance"), { page: 1 })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(getStaffCommand(person("finance"), start)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const elsewhere = (await aTenant(database.pool)).as(operations.actor);
    await expect(getStaffCommand(elsewhere, start)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("find a connector by its place and its EVSE's id, and say what can't be unlocked", async () => {
    const operations = person("operations");
    const { places } = await findConnectors(operations, "amsterdam E2");
    expect(places[0]).toMatchObject({ name: "Museumplein", operator: "Fake CPO" });
    const refusals = places[0]?.connectors.map(({ evseUid, refusal }) => [evseUid, refusal]);
    expect(refusals).toEqual([
      ["E1", null],
      ["E2", "not-capable"],
      ["E3", "out-of-use"],
    ]);
    expect((await findConnectors(operations, "amsterdam %")).places).toEqual([]);
    expect((await findConnectors(operations, "  ")).places).toEqual([]);
    await expect(findConnectors(person("driver"), "x")).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
  });
});

describe("a partner who reads no fractions of a second", () => {
  it("is sent a command with times to the second", async () => {
    await world.ctx.db
      .update(partners)
      .set({ settings: { authEncoding: "base64", fractionSeconds: "without" } });
    await startCharge(world.as(world.driver.id), world.pick);
    await world.sendDue();
    const { token } = world.bodyOf("START_SESSION") as { token: { last_updated: string } };
    expect(token.last_updated).toMatch(/:\d\dZ$/);
  });
});
