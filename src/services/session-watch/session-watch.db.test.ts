import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { asId, type Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { commands } from "@/db/schema/commands";
import { notifications } from "@/db/schema/notifications";
import { partnerEndpoints } from "@/db/schema/partners";
import { sessions, sessionWatches } from "@/db/schema/sessions";
import { exchangeRates } from "@/db/schema/tenants";
import { anAccountPerson } from "@/testing/account-people";
import { aUser } from "@/testing/builders/driver";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { accountMembers } from "@/db/schema/accounts";
import { drivers, tokens } from "@/db/schema/drivers";
import { testDatabase } from "@/testing/database";
import { aRoamingDriver, cdrOf } from "@/testing/roaming-driver";
import type { Ctx } from "@/services/context";
import { chooseTopics } from "@/services/notifications/choose-topics";
import { setOwnLimit } from "@/services/wallet/spending-limit-rows";
import { capInCurrency } from "./cap-in-currency";
import { defaultCap } from "./default-cap";
import { sessionMessage, TARIFF } from "@/testing/session-message";
import { setCap, setDefaultCap } from "./set-cap";
import { tellDueWatches } from "./tell-due-watches";

const database = testDatabase();
const START = Temporal.Instant.from("2026-10-12T10:00:00Z");
const at = (minutes: number) => START.add({ seconds: Math.round(minutes * 60) });

let tenant: TestTenant;
let astrid: Ctx;
let partnerId: Id<"partner">;
let driverId: Id<"driver">;
let send: Awaited<ReturnType<typeof aRoamingDriver>>["send"];

beforeEach(async () => {
  tenant = await aTenant(database.pool, { now: START.toString() });
  const cpo = await aRoamingDriver(database.pool, tenant);
  ({ send } = cpo);
  partnerId = cpo.partner.id;
  driverId = cpo.driver.id;
  const user = await aUser(tenant.ctx, { email: cpo.driver.email });
  await tenant.ctx.db.update(drivers).set({ userId: user.id }).where(eq(drivers.id, cpo.driver.id));
  astrid = tenant.as({
    kind: "user",
    userId: user.id,
    email: user.email,
    roles: ["driver"],
    driverId: cpo.driver.id,
  });
  await chooseTopics(astrid, [
    { topic: "chargeStarted", byMail: true, byPush: false },
    { topic: "chargeEnded", byMail: true, byPush: false },
  ]);
  await send("PUT", "tariffs/SE/NSL/T1", TARIFF);
});

/** Its operator's word at `minutes`: charged `kwh` in `charging` minutes, the rest of the time it stood. */
async function told(
  minutes: number,
  {
    kwh,
    charging = minutes,
    status = "ACTIVE",
  }: { kwh: number; charging?: number; status?: string },
): Promise<void> {
  tenant.clock.set(at(minutes));
  const answer = await send(
    "PUT",
    "sessions/SE/NSL/S-W",
    sessionMessage({ kwh, charging, status, start: START, at: at(minutes) }),
  );
  expect(answer.ocpi).toBe(1000);
  await tellDueWatches(tenant.ctx);
}

/** The worker looks at `minutes`, without a word from the operator. */
async function looked(minutes: number): Promise<void> {
  tenant.clock.set(at(minutes));
  await tellDueWatches(tenant.ctx);
}

async function notices(): Promise<string[]> {
  const rows = await tenant.ctx.db
    .select()
    .from(notifications)
    .where(eq(notifications.tenantId, tenant.tenantId))
    .orderBy(notifications.createdAt);
  return rows.map(({ kind, payload }) =>
    [kind, payload["phase"], payload["outcome"]].filter(Boolean).join(" "),
  );
}

async function sessionId(): Promise<string> {
  const [row] = await tenant.ctx.db
    .select({ id: sessions.id })
    .from(sessions)
    .where(eq(sessions.tenantId, tenant.tenantId));
  return row?.id ?? "";
}

async function watch() {
  const [row] = await tenant.ctx.db
    .select()
    .from(sessionWatches)
    .where(eq(sessionWatches.tenantId, tenant.tenantId));
  return row;
}

async function takesCommands(): Promise<void> {
  await tenant.ctx.db.insert(partnerEndpoints).values({
    tenantId: tenant.tenantId,
    partnerId,
    identifier: "commands",
    role: "RECEIVER",
    url: "http://127.0.0.1:1/commands",
  });
}

describe("a driver's session", () => {
  it("is told of when it begins and when it ends, with what it came to", async () => {
    await told(1, { kwh: 0 });
    await told(20, { kwh: 5 });
    await told(30, { kwh: 10, status: "COMPLETED" });
    expect(await notices()).toEqual(["charge_started", "charge_ended"]);
    const [, end] = await tenant.ctx.db
      .select()
      .from(notifications)
      .where(eq(notifications.tenantId, tenant.tenantId))
      .orderBy(notifications.createdAt);
    // 10 kWh at 5.00 with tax, 10 %, and 1.00 a session.
    expect(end?.payload).toMatchObject({
      totalMinor: "5600",
      cost: "known",
      place: "Slussen P-hus",
    });
    expect((await watch())?.dueAt).toBeNull();
  });

  it("is warned of ten minutes before the idle fee begins, and when it runs, each once", async () => {
    await told(35, { kwh: 10, charging: 30 });
    await looked(49.9);
    expect(await notices()).toEqual([]);
    await looked(50);
    await looked(55);
    expect(await notices()).toEqual(["idle_fee_near near"]);
    await looked(60);
    await looked(65);
    await told(70, { kwh: 10, charging: 30 });
    expect(await notices()).toEqual(["idle_fee_near near", "idle_fee_near running"]);
  });

  it("is looked at exactly when the warning is due", async () => {
    await told(44, { kwh: 10, charging: 30 });
    await looked(49);
    expect((await watch())?.dueAt).toEqual(at(50));
  });

  it("is told of once, also by two workers at the same time and after a restart", async () => {
    await told(55, { kwh: 10, charging: 30 });
    const again = { dueAt: at(55) };
    await tenant.ctx.db.update(sessionWatches).set(again);
    await Promise.all([tellDueWatches(tenant.ctx), tellDueWatches(tenant.ctx)]);
    expect(await notices()).toEqual(["idle_fee_near near"]);
  });

  it("that ended without our hearing is over when its CDR has come, else forgotten in silence", async () => {
    await told(10, { kwh: 2 });
    await looked(73 * 60);
    expect((await watch())?.dueAt).toBeNull();
    expect(await notices()).toEqual(["charge_started"]);
    await tenant.ctx.db.update(sessionWatches).set({ dueAt: at(0) });
    const cdr = { ...cdrOf("W", 12, 10), session_id: "S-W" };
    expect((await send("POST", "cdrs", cdr)).ocpi).toBe(1000);
    tenant.clock.set(at(61));
    await tellDueWatches(tenant.ctx);
    expect(await notices()).toEqual(["charge_started", "charge_ended"]);
  });

  it("of long ago that a list brings is no news", async () => {
    await told(0, { kwh: 0 });
    await tenant.ctx.db.delete(sessionWatches);
    await told(1, { kwh: 0, status: "COMPLETED" });
    expect(await watch()).toMatchObject({ endToldAt: at(1) });
    await tenant.ctx.db.delete(sessionWatches);
    tenant.clock.set(at(120));
    await send("PATCH", "sessions/SE/NSL/S-W", { kwh: 1, last_updated: at(2).toString() });
    expect(await watch()).toBeUndefined();
  });
});

it("with a card that a member holds is told to the member, in his language", async () => {
  const anna = await aUser(tenant.ctx, { locale: "de" });
  const memberId = newId<"member">();
  const [token] = await tenant.ctx.db
    .select()
    .from(tokens)
    .where(eq(tokens.tenantId, tenant.tenantId));
  if (!token) throw new Error("there is no token");
  await tenant.ctx.db.insert(accountMembers).values({
    tenantId: tenant.tenantId,
    id: memberId,
    driverId: token.driverId,
    userId: anna.id,
    name: "Anna",
    email: anna.email,
    role: "driver",
    state: "active",
    invitedBy: "test",
    invitedAt: START,
  });
  await tenant.ctx.db.update(tokens).set({ memberId }).where(eq(tokens.id, token.id));
  await told(55, { kwh: 10, charging: 30 });
  const rows = await tenant.ctx.db
    .select()
    .from(notifications)
    .where(eq(notifications.tenantId, tenant.tenantId));
  expect(rows.map(({ email, locale, kind }) => [email, locale, kind])).toEqual([
    [anna.email, "de", "idle_fee_near"],
  ]);
});

describe("a cap", () => {
  const cap = { amountMinor: 5_000n, currency: "SEK", action: "stop" } as const;

  it("is told of when it is near, and the operator is asked to stop once when it is reached", async () => {
    await takesCommands();
    await told(10, { kwh: 2 });
    await setCap(astrid, await sessionId(), cap);
    await told(30, { kwh: 7.4 });
    expect(await notices()).toEqual(["charge_started", "cap_near"]);
    await told(40, { kwh: 9.9 });
    await told(41, { kwh: 10 });
    expect(await notices()).toEqual(["charge_started", "cap_near", "cap_reached stopping"]);
    const asked = await tenant.ctx.db
      .select()
      .from(commands)
      .where(and(eq(commands.tenantId, tenant.tenantId), eq(commands.kind, "STOP_SESSION")));
    expect(asked.map(({ id }) => id)).toEqual([(await watch())?.stopCommandId]);
  });

  it("that the operator will not stop at is said so, at once or after its refusal", async () => {
    await told(10, { kwh: 2 });
    await setCap(astrid, await sessionId(), cap);
    await told(40, { kwh: 12 });
    expect(await notices()).toEqual(["charge_started", "cap_reached refused"]);
  });

  it("whose command is refused later is told of again, once", async () => {
    await takesCommands();
    await told(10, { kwh: 2 });
    await setCap(astrid, await sessionId(), cap);
    await told(40, { kwh: 12 });
    await tenant.ctx.db.update(commands).set({ state: "rejected", endedAt: at(41), dueAt: null });
    await looked(42);
    await looked(43);
    expect(await notices()).toEqual([
      "charge_started",
      "cap_reached stopping",
      "cap_reached refused",
    ]);
  });

  it("is asked for again, waiting longer each time, until the charge ends", async () => {
    await takesCommands();
    await told(10, { kwh: 2 });
    await setCap(astrid, await sessionId(), cap);
    await told(40, { kwh: 12 });
    const asked = async () => {
      const rows = await tenant.ctx.db
        .select({ state: commands.state })
        .from(commands)
        .where(eq(commands.tenantId, tenant.tenantId));
      return rows.length;
    };
    const refuse = async (minutes: number) => {
      const refusal = { state: "rejected" as const, endedAt: at(minutes), dueAt: null };
      await tenant.ctx.db.update(commands).set(refusal).where(eq(commands.state, "created"));
    };
    await refuse(40.5);
    await looked(41);
    expect(await asked()).toBe(1);
    await looked(41.5);
    expect(await asked()).toBe(2);
    await refuse(42);
    await looked(43.5);
    expect(await asked()).toBe(2);
    await looked(44);
    expect(await asked()).toBe(3);
    expect((await watch())?.stopCommandId).not.toBeNull();
    await refuse(44.5);
    await told(60, { kwh: 12, status: "COMPLETED" });
    await looked(70);
    expect(await asked()).toBe(3);
    expect((await notices()).filter((one) => one === "cap_reached refused")).toHaveLength(1);
  });

  it("that the operator says it keeps, while the car charges on, is told of and asked for again", async () => {
    await takesCommands();
    await told(10, { kwh: 2 });
    await setCap(astrid, await sessionId(), cap);
    await told(40, { kwh: 12 });
    await tenant.ctx.db
      .update(commands)
      .set({ state: "confirmed", endedAt: at(40.5), dueAt: null });
    await told(42, { kwh: 12.2 });
    expect((await notices()).at(-1)).toBe("cap_reached stopping");
    await told(45, { kwh: 13 });
    await looked(46);
    expect((await notices()).slice(-2)).toEqual(["cap_reached stopping", "cap_reached ignored"]);
    const rows = await tenant.ctx.db
      .select({ state: commands.state })
      .from(commands)
      .where(eq(commands.tenantId, tenant.tenantId));
    expect(rows.map(({ state }) => state).toSorted()).toEqual(["confirmed", "created"]);
  });

  it("that he does not want holds from the first second, before anything was looked at", async () => {
    await setDefaultCap(astrid, { currency: "SEK", cap });
    await told(1, { kwh: 0 });
    await tenant.ctx.db.update(sessionWatches).set({
      startToldAt: null,
      capMinor: null,
      capCurrency: null,
      capAction: "tell",
      dueAt: at(1),
    });
    await setCap(astrid, await sessionId(), null);
    await told(40, { kwh: 12 });
    expect((await watch())?.capMinor).toBeNull();
    expect(await notices()).not.toContain("cap_reached stopping");
  });

  it("in another currency counts by the reference rate, rounded down; without a rate none holds", async () => {
    await setDefaultCap(astrid, { currency: "EUR", cap: { ...cap, currency: "EUR" } });
    const charge = { driverId, tokenId: null, currency: "SEK" };
    expect(await defaultCap(tenant.ctx, charge)).toBeNull();
    await tenant.ctx.db.insert(exchangeRates).values({
      tenantId: tenant.tenantId,
      currency: "EUR",
      quote: "SEK",
      validOn: Temporal.PlainDate.from("2026-10-09"),
      rateMicro: 11_234_567n,
      source: "ECB",
      createdAt: START,
    });
    // 50.00 EUR × 11.234567 = 561.72835 SEK; and 500 SEK back are 44.505… EUR.
    expect(await defaultCap(tenant.ctx, charge)).toEqual({
      amountMinor: 56_172n,
      currency: "SEK",
      action: "stop",
      from: { amountMinor: 5_000n, currency: "EUR" },
    });
    const sek = { amountMinor: 50_000n, currency: "SEK", action: "stop" } as const;
    expect(await capInCurrency(tenant.ctx, sek, "EUR")).toMatchObject({ amountMinor: 4_450n });
    await told(10, { kwh: 2 });
    expect(await watch()).toMatchObject({ capMinor: 56_172n, capCurrency: "SEK" });
  });

  it("is the limit for each charge where he said nothing, and cuts nothing off", async () => {
    await setOwnLimit(astrid, {
      span: "charge",
      tokenId: null,
      currency: "SEK",
      amountMinor: 4_000n,
    });
    // Another one's, who uses the account with a card of his own.
    const { memberId } = await anAccountPerson(tenant.ctx, driverId, "driver");
    const ofOther = { span: "charge", tokenId: null, memberId, currency: "SEK" } as const;
    await setOwnLimit(astrid, { ...ofOther, amountMinor: 100n });
    await told(10, { kwh: 2 });
    expect(await watch()).toMatchObject({ capMinor: 4_000n, capAction: "tell" });
    await told(40, { kwh: 12 });
    expect(await notices()).toEqual(["charge_started", "cap_reached told"]);
    await setCap(astrid, await sessionId(), null);
    await told(50, { kwh: 15 });
    expect((await watch())?.capMinor).toBeNull();
  });

  it("is set by its own driver, on what runs", async () => {
    await told(10, { kwh: 2 });
    const stranger = tenant.as({
      kind: "user",
      userId: asId<"user">("00000000-0000-7000-8000-000000000009"),
      email: "x@kvitt.example",
      roles: ["driver"],
      driverId: asId<"driver">("00000000-0000-7000-8000-000000000008"),
    });
    const id = await sessionId();
    await expect(setCap(stranger, id, cap)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(setCap(astrid, id, { ...cap, amountMinor: 0n })).rejects.toMatchObject({
      code: "INVALID",
    });
    await told(12, { kwh: 2, status: "COMPLETED" });
    await expect(setCap(astrid, id, cap)).rejects.toMatchObject({ code: "PRECONDITION" });
  });
});
