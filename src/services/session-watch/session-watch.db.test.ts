import { and, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { asId, type Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { commands } from "@/db/schema/commands";
import { notifications } from "@/db/schema/notifications";
import { partnerEndpoints } from "@/db/schema/partners";
import { sessions, sessionWatches } from "@/db/schema/sessions";
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
import { setCap } from "./set-cap";
import { tellDueWatches } from "./tell-due-watches";

const database = testDatabase();
const START = Temporal.Instant.from("2026-10-12T10:00:00Z");
const at = (minutes: number) => START.add({ seconds: Math.round(minutes * 60) });

// Standing costs 60.00 an hour before tax, once the stay has lasted an hour.
const TARIFF = {
  country_code: "SE",
  party_id: "NSL",
  id: "T1",
  currency: "SEK",
  elements: [
    {
      price_components: [{ type: "PARKING_TIME", price: 60, vat: 25, step_size: 60 }],
      restrictions: { min_duration: 3_600 },
    },
    { price_components: [{ type: "ENERGY", price: 4, vat: 25, step_size: 1 }] },
  ],
  last_updated: "2026-09-02T00:00:00Z",
};

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
  const { cdr_token, auth_method, currency } = cdrOf("W", 12, 1);
  const stood = minutes - charging;
  const periods = [
    {
      start_date_time: START.toString(),
      tariff_id: "T1",
      dimensions: [
        { type: "ENERGY", volume: kwh },
        { type: "TIME", volume: charging / 60 },
      ],
    },
    ...(stood > 0
      ? [
          {
            start_date_time: at(charging).toString(),
            tariff_id: "T1",
            dimensions: [{ type: "PARKING_TIME", volume: stood / 60 }],
          },
        ]
      : []),
  ];
  const answer = await send("PUT", "sessions/SE/NSL/S-W", {
    cdr_token,
    auth_method,
    currency,
    charging_periods: periods,
    start_date_time: START.toString(),
    ...(status === "COMPLETED" && { end_date_time: at(minutes).toString() }),
    country_code: "SE",
    party_id: "NSL",
    id: "S-W",
    kwh,
    location_id: "LOC-1",
    evse_uid: "E1",
    connector_id: "1",
    status,
    last_updated: at(minutes).toString(),
  });
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
