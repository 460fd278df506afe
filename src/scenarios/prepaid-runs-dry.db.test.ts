import { and, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { Id } from "@/core/ids";
import { tokenDeliveries, tokens } from "@/db/schema/drivers";
import { notifications } from "@/db/schema/notifications";
import { charges } from "@/db/schema/plans";
import { cases } from "@/db/schema/treasury";
import { walletHolds } from "@/db/schema/wallets";
import type { Ctx } from "@/services/context";
import { authorizeToken } from "@/services/tokens/authorize-token";
import { keepWallets } from "@/services/wallet/keep-wallets";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { aPrepaidDriver, creditOfDriver, topUp } from "@/testing/prepaid-driver";
import { cdrOf, creditOf, rateAll } from "@/testing/roaming-driver";

const database = testDatabase();
const UID = "04A2B91C5E6180";

async function start() {
  const tenant = await aTenant(database.pool, { now: "2026-10-03T09:59:00Z" });
  const scene = await aPrepaidDriver(database.pool, tenant);
  const { ctx } = tenant;
  const partner = tenant.as({ kind: "partner", partnerId: scene.partner.id, requestId: "r" });
  const ask = async (uid = UID) => {
    const answer = await authorizeToken(partner, {
      uid,
      type: "RFID",
      location: { locationId: "LOC-1", evseUids: [] },
    });
    if (answer === null || answer === "location-needed") throw new Error("the token is known");
    return answer;
  };
  return { tenant, ctx, ask, ...scene };
}

async function holdsOf(ctx: Ctx, driverId: Id<"driver">) {
  const rows = await ctx.db
    .select()
    .from(walletHolds)
    .where(eq(walletHolds.driverId, driverId))
    .orderBy(walletHolds.createdAt, walletHolds.id);
  return rows.map(({ ref, state, amountMinor }) => [ref.split(":")[0], state, amountMinor]);
}

async function cardOf({ ctx }: TestTenant, uid = UID) {
  const [row] = await ctx.db
    .select()
    .from(tokens)
    .where(and(eq(tokens.tenantId, ctx.tenantId), eq(tokens.uid, uid)));
  if (!row) throw new Error("the card is there");
  const told = await ctx.db
    .select({ state: tokenDeliveries.state })
    .from(tokenDeliveries)
    .where(eq(tokenDeliveries.tokenId, row.id));
  return { valid: row.valid, reason: row.blockedReason, told: told.map(({ state }) => state) };
}

async function mails({ ctx }: TestTenant) {
  const rows = await ctx.db
    .select({ kind: notifications.kind, payload: notifications.payload })
    .from(notifications)
    .where(eq(notifications.tenantId, ctx.tenantId))
    .orderBy(notifications.createdAt, notifications.id);
  return rows.map(({ kind, payload }) => [kind, payload["totalMinor"]]);
}

function sessionOf(id: string, reference: string, status = "ACTIVE", kwh = 2) {
  const { cdr_token, cdr_location: place, start_date_time } = cdrOf(id, 3, kwh);
  return {
    country_code: "SE",
    party_id: "NSL",
    id: `S-${id}`,
    start_date_time,
    ...(status === "COMPLETED" && { end_date_time: "2026-10-03T11:00:00Z" }),
    kwh,
    cdr_token,
    auth_method: "AUTH_REQUEST",
    authorization_reference: reference,
    location_id: place.id,
    evse_uid: place.evse_uid,
    connector_id: place.connector_id,
    currency: "SEK",
    status,
    last_updated: start_date_time,
  };
}

describe("a prepaid driver", () => {
  it("runs dry: a hold, its session and its CDR; a late CDR below zero blocks, a top-up unblocks", async () => {
    const { tenant, ctx, ask, driver, send } = await start();
    const { clock } = tenant;

    // Nothing in the wallet: no charge starts, and the card that charges offline is blocked at partners.
    await keepWallets(ctx);
    expect(await cardOf(tenant)).toEqual({ valid: false, reason: "no_credit", told: ["pending"] });
    expect(await ask()).toMatchObject({ allowed: "NO_CREDIT", info: { language: "sv" } });
    await topUp(ctx, driver.id, 200_00n);
    expect(await cardOf(tenant)).toMatchObject({ valid: true, reason: null });

    // Allowed: held is what the least charge costs (no tariff is known for the place).
    const first = await ask();
    expect(first).toMatchObject({ allowed: "ALLOWED" });
    expect(await holdsOf(ctx, driver.id)).toEqual([["authorize", "open", 100_00n]]);
    await send("PUT", "sessions/SE/NSL/S-C1", sessionOf("C1", first.authorizationReference ?? ""));
    expect(await holdsOf(ctx, driver.id)).toEqual([
      ["authorize", "released", 100_00n],
      ["session", "open", 100_00n],
    ]);

    // 10 kWh: 40.00 × 1.25 × 1.10 + 1.00 = 56.00, from the wallet in the rating transaction; its hold ends.
    clock.set("2026-10-03T11:30:00Z");
    await send("POST", "cdrs", cdrOf("C1", 3, 10));
    await rateAll(ctx);
    expect(await creditOfDriver(ctx, driver.id)).toBe(144_00n);
    expect((await holdsOf(ctx, driver.id)).at(-1)).toEqual(["session", "captured", 100_00n]);
    const [charge] = await ctx.db.select().from(charges).where(eq(charges.driverId, driver.id));
    expect(charge).toMatchObject({ state: "settled", grossMinor: 56_00n });

    // A late CDR of 30 kWh (166.00) is booked whole, whatever the wallet holds.
    clock.set("2026-10-06T08:00:00Z");
    const late = cdrOf("C2", 4, 30);
    await send("POST", "cdrs", late);
    await rateAll(ctx);
    expect(await creditOfDriver(ctx, driver.id)).toBe(-22_00n);
    expect(await cardOf(tenant)).toMatchObject({ valid: false, reason: "no_credit" });
    expect(await ask()).toMatchObject({
      allowed: "NO_CREDIT",
      info: { text: "Din plånbok är under noll. Fyll på för att ladda igen." },
    });
    await keepWallets(ctx);
    expect(await mails(tenant)).toEqual([
      ["topup_succeeded", "20000"],
      ["wallet_negative", "2200"],
    ]);
    await expectSoundBooks(ctx.db, ctx.tenantId);

    // The top-up pays the debt first; then charging goes on.
    await topUp(ctx, driver.id, 150_00n);
    expect(await creditOfDriver(ctx, driver.id)).toBe(128_00n);
    expect(await cardOf(tenant)).toMatchObject({ valid: true, reason: null });
    expect(await ask()).toMatchObject({ allowed: "ALLOWED" });
    await expectSoundBooks(ctx.db, ctx.tenantId);

    // The CPO takes the late one back: what it had drawn is in its lots again, and the books agree.
    await send("POST", "cdrs", creditOf(late, "K2"));
    await rateAll(ctx);
    expect(await creditOfDriver(ctx, driver.id)).toBe(294_00n);
    await expectSoundBooks(ctx.db, ctx.tenantId);
  });

  it("pays nothing for a session that came to nothing, and finance hears of one without a CDR", async () => {
    const { tenant, ctx, ask, driver, send } = await start();
    await topUp(ctx, driver.id, 250_00n);
    const nothing = await ask();
    await send(
      "PUT",
      "sessions/SE/NSL/S-C1",
      sessionOf("C1", nothing.authorizationReference ?? "", "INVALID", 0),
    );
    expect(await holdsOf(ctx, driver.id)).toEqual([["authorize", "released", 100_00n]]);
    const lost = await ask();
    await send("PUT", "sessions/SE/NSL/S-C3", sessionOf("C3", lost.authorizationReference ?? ""));
    await ask();
    tenant.clock.advance({ hours: 15 * 24 });
    await keepWallets(ctx);
    expect((await holdsOf(ctx, driver.id)).map(([ref, state]) => [ref, state])).toEqual([
      ["authorize", "released"],
      ["authorize", "released"],
      ["session", "expired"],
      ["authorize", "expired"],
    ]);
    const found = await ctx.db.select().from(cases).where(eq(cases.tenantId, ctx.tenantId));
    expect(found).toMatchObject([{ kind: "session_without_cdr" }]);
    expect(await creditOfDriver(ctx, driver.id)).toBe(250_00n);
    await expectSoundBooks(ctx.db, ctx.tenantId);
  });
});
