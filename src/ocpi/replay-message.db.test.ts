import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { cdrs } from "@/db/schema/cdrs";
import { type PartnerRole, partners } from "@/db/schema/partners";
import { sessions } from "@/db/schema/sessions";
import type { Role } from "@/db/schema/users";
import { listReplays } from "@/services/messages/replay-list";
import { findDueReplays, requestReplay } from "@/services/messages/replay-request";
import { aUser } from "@/testing/builders/driver";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { aPullRig, type PullRig, sessionOf } from "@/testing/pull-rig";
import { cdrOf } from "@/testing/roaming-driver";
import { replayMessage } from "./replay-message";

const database = testDatabase();
let rig: PullRig;
let userId: Id<"user">;

beforeEach(async () => {
  rig = await aPullRig(database.pool);
  userId = (await aUser(rig.ctx, { name: "Disa Drift" })).id;
});
afterEach(() => rig.cpo.stop());

const as = (...roles: Role[]) =>
  rig.tenant.as({ kind: "user", userId, email: "drift@kvitt.example", roles, driverId: null });

/** The latest message of a module with an outcome. */
async function latest(module: string, outcome: string) {
  const found = (await rig.messages(module)).filter((one) => one.outcome === outcome).at(-1);
  if (!found) throw new Error(`no ${outcome} message`);
  return found;
}

/** Asks as operations, and lets the worker's job run. */
async function replay(messageId: Id<"message">, times = 1) {
  const replayId = await requestReplay(as("operations"), messageId);
  for (let run = 0; run < times; run++) await replayMessage(rig.ctx, { messageId, replayId });
  return replayId;
}

const addParty = (partyId: string) => {
  const roles: PartnerRole[] = ["NSL", partyId].map((party) => ({
    role: "CPO",
    countryCode: "SE",
    partyId: party,
    name: party,
  }));
  return rig.ctx.db.update(partners).set({ roles }).where(eq(partners.id, rig.partnerId));
};

const heldCdrs = () => rig.ctx.db.select().from(cdrs).where(eq(cdrs.tenantId, rig.ctx.tenantId));

describe("a message that is received again", () => {
  it("makes the object that it failed to make, once, and shows the picture of it", async () => {
    const cdr = { ...cdrOf("CDR-1", 3, 10), party_id: "NS2" };
    await rig.push("POST", "cdrs", cdr);
    const refused = await latest("cdrs", "rejected");
    await addParty("NS2");
    rig.tenant.clock.advance({ minutes: 5 });
    const replayId = await replay(refused.id, 3);
    expect(await heldCdrs()).toMatchObject([{ ocpiId: "CDR-1", partyId: "NS2" }]);
    const made = await latest("cdrs", "accepted");
    expect(made).toMatchObject({ requestId: replayId, correlationId: refused.id });
    expect(made.occurredAt.toString()).toBe(rig.ctx.clock.now().toString());
    expect(Buffer.from(made.body ?? [])).toEqual(Buffer.from(refused.body ?? []));
    const { replays, isUnderWay } = await listReplays(as("operations"), refused.id);
    expect(isUnderWay).toBe(false);
    expect(replays).toMatchObject([
      { id: replayId, replayedAs: made.id, outcome: "accepted", actor: "Disa Drift", isNew: true },
    ]);
    const paths = new Map(replays[0]?.differences.map(({ path, after }) => [path, after]));
    expect([...paths.keys()].some((path) => path === "party_id")).toBe(true);
  });

  it("shows what it changed, value by value", async () => {
    const patch = { kwh: 7.5, last_updated: "2026-11-01T11:00:00Z" };
    await rig.push("PATCH", "sessions/SE/NSL/S-1", patch);
    const refused = await latest("sessions", "rejected");
    await rig.push("PUT", "sessions/SE/NSL/S-1", sessionOf("S-1"));
    await replay(refused.id);
    const [row] = await rig.ctx.db
      .select()
      .from(sessions)
      .where(eq(sessions.tenantId, rig.ctx.tenantId));
    expect(row?.energyMicroKwh).toBe(7_500_000n);
    const { replays } = await listReplays(as("operations"), refused.id);
    const changed = replays[0]?.differences.map(({ path }) => path.split(".").at(-1)) ?? [];
    expect(changed).toContain("kwh");
    expect(changed).not.toContain("status");
    expect(replays[0]?.isNew).toBe(false);
  });

  it("does not put an old state over a newer one", async () => {
    await rig.push("PUT", "sessions/SE/NSL/S-1", { ...sessionOf("S-1"), kwh: "much" });
    const refused = await latest("sessions", "rejected");
    await rig.push("PUT", "sessions/SE/NSL/S-1", sessionOf("S-1", { kwh: 9 }));
    await replay(refused.id);
    const { replays } = await listReplays(as("operations"), refused.id);
    expect(replays).toMatchObject([{ outcome: "rejected", differences: [] }]);
    expect(replays[0]?.reasons.join()).toContain("kwh");
  });

  it("works for an object that a pull found unusable", async () => {
    rig.cpo.lists["cdrs"] = [{ ...cdrOf("CDR-1", 3, 10), party_id: "NS2" }];
    await rig.pull("cdrs");
    const refused = await latest("cdrs", "rejected");
    await addParty("NS2");
    await replay(refused.id);
    expect(await heldCdrs()).toHaveLength(1);
  });
});

describe("the request for it", () => {
  it("waits for the worker, which finds it without its job", async () => {
    await rig.push("PATCH", "sessions/SE/NSL/S-1", {
      kwh: 1,
      last_updated: "2026-11-01T11:00:00Z",
    });
    const { id } = await latest("sessions", "rejected");
    const replayId = await requestReplay(as("operations"), id);
    expect(await findDueReplays(rig.ctx)).toEqual([`${id}:${replayId}`]);
    await expect(requestReplay(as("operations"), id)).rejects.toMatchObject({ code: "CONFLICT" });
    await replayMessage(rig.ctx, { messageId: id, replayId });
    expect(await findDueReplays(rig.ctx)).toEqual([]);
    await expect(requestReplay(as("operations"), id)).resolves.toBeDefined();
  });

  it("is for operations, for pushes that failed, and for the tenant's own", async () => {
    await rig.push("PUT", "sessions/SE/NSL/S-1", sessionOf("S-1"));
    const { id } = await latest("sessions", "accepted");
    await expect(requestReplay(as("operations"), id)).rejects.toMatchObject({
      code: "PRECONDITION",
    });
    expect(await listReplays(as("operations"), id)).toMatchObject({ isReplayable: false });
    for (const role of ["finance", "driver"] as const) {
      await expect(requestReplay(as(role), id)).rejects.toMatchObject({ code: "FORBIDDEN" });
      await expect(listReplays(as(role), id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
    const other = await aTenant(database.pool);
    await expect(requestReplay(other.ctx, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(listReplays(other.ctx, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
