import { describe, expect, it } from "vitest";
import { micro } from "@/core/money/quantity";
import type { MarketPoint } from "@/core/smart-charging/market/market-point";
import { newId } from "@/db/new-id";
import { exchangeRates } from "@/db/schema/tenants";
import { users } from "@/db/schema/users";
import type { Ctx } from "@/services/context";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { listEnergyZones } from "./list-energy-zones";
import { listMarketImports } from "./list-market-imports";
import { readEnergyZone } from "./read-energy-zone";
import { readMarketImport } from "./read-market-import";
import { storeMarketImport } from "./store-import";

const database = testDatabase();
const QUARTER = { minutes: 15 };

/** Prices from a moment on, a quarter hour each, in 10⁻⁶ EUR per kWh. */
const prices = (zone: string, from: string, values: readonly bigint[]): MarketPoint[] =>
  values.map((valueMicro, index) => ({
    zone,
    quantity: "price",
    startsMs: Temporal.Instant.from(from).epochMilliseconds + index * 900_000,
    valueMicro,
    currency: "EUR",
  }));

const store = (ctx: Ctx, points: readonly MarketPoint[], problems: readonly string[] = []) =>
  storeMarketImport(ctx, {
    source: "upload",
    fileName: "prices.xml",
    content: new Uint8Array([1]),
    file: { points, problems: problems.map((detail) => ({ code: "number", detail })) },
  });

const person = (ctx: Ctx, role: "operations" | "finance", userId = newId<"user">()): Ctx => ({
  ...ctx,
  actor: { kind: "user", userId, email: "drift@kvitt.example", roles: [role], driverId: null },
});

async function aRate(ctx: Ctx, validOn: string): Promise<void> {
  await ctx.db.insert(exchangeRates).values({
    tenantId: ctx.tenantId,
    currency: "EUR",
    quote: "SEK",
    validOn: Temporal.PlainDate.from(validOn),
    rateMicro: micro("11.05"),
    source: "test",
    createdAt: ctx.clock.now(),
  });
}

describe("a zone on the page of energy prices", () => {
  it("has today and tomorrow on its own clock: 25 and 24 hours in October", async () => {
    const { ctx } = await aTenant(database.pool, { now: "2026-10-25T12:05:00Z" });
    await store(ctx, prices("SE3", "2026-10-24T22:00Z", Array<bigint>(100).fill(40_000n)));
    const zone = await readEnergyZone(ctx, "SE3");
    expect(zone.quarters).toHaveLength(100 + 96);
    expect([zone.today.date, zone.tomorrow.date]).toEqual(["2026-10-25", "2026-10-26"]);
    expect(zone.today.price.knowledge).toBe("known");
    expect(zone.tomorrow.price).toMatchObject({ knowledge: "forecast", meanMicro: 40_000n });
    expect(zone.today.carbon.knowledge).toBe("none");
    expect(zone.now).toMatchObject({
      startsMs: Date.parse("2026-10-25T12:00Z"),
      isPriceKnown: true,
    });
  });

  it("is shown in the tenant's currency where there is a rate of the week, else as published", async () => {
    const { ctx } = await aTenant(database.pool, { now: "2026-11-02T11:00:00Z" });
    await store(ctx, prices("SE3", "2026-11-02T11:00Z", [12_340n]));
    await aRate(ctx, "2026-10-20");
    expect(await readEnergyZone(ctx, "SE3")).toMatchObject({ currency: "EUR", changedFrom: null });
    await aRate(ctx, "2026-10-30");
    const zone = await readEnergyZone(ctx, "SE3");
    expect(zone).toMatchObject({
      currency: "SEK",
      changedFrom: { currency: "EUR", rateMicro: 11_050_000n },
    });
    // 0.01234 × 11.05 = 0.136357
    expect(zone.now?.priceMicro).toBe(136_357n);
  });

  it("is in the list when something recent is known of it, Nordic zones first", async () => {
    const { ctx, clock } = await aTenant(database.pool, { now: "2026-11-02T11:00:00Z" });
    await store(ctx, prices("NL", "2026-11-02T11:00Z", [1n]));
    await store(ctx, prices("SE4", "2026-11-02T11:00Z", [2n]));
    await store(ctx, prices("FI", "2026-10-02T11:00Z", [3n]));
    const names = async () => (await listEnergyZones(ctx)).map(({ zone }) => zone);
    expect(await names()).toEqual(["SE4", "NL"]);
    clock.advance({ hours: 24 * 7 });
    expect(await names()).toEqual([]);
  });

  it("is for operations only", async () => {
    const { ctx } = await aTenant(database.pool);
    const finance = person(ctx, "finance");
    for (const asked of [
      () => readEnergyZone(finance, "SE3"),
      () => listEnergyZones(finance),
      () => listMarketImports(finance),
    ]) {
      await expect(asked()).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
  });
});

describe("the list of imports", () => {
  it("names who uploaded a file and what was wrong in it, newest first", async () => {
    const { ctx, clock } = await aTenant(database.pool);
    const userId = newId<"user">();
    const email = `drift-${userId}@kvitt.example`;
    await ctx.db.insert(users).values({ id: userId, email });
    await store(person(ctx, "operations", userId), [], ["cheap"]);
    clock.advance(QUARTER);
    await store(ctx, prices("SE3", "2026-11-02T11:00Z", [1n]));
    expect(await listMarketImports(person(ctx, "operations"))).toMatchObject([
      { importedBy: null, points: 1, problems: [] },
      { importedBy: email, points: 0, problems: [{ code: "number", detail: "cheap" }] },
    ]);
  });
});

describe("an import's file", () => {
  it("is given back as it came, to operations of its own tenant only", async () => {
    const [{ ctx }, other] = [await aTenant(database.pool), await aTenant(database.pool)];
    const { importId } = await store(ctx, []);
    const read = await readMarketImport(person(ctx, "operations"), importId);
    expect([read.fileName, [...read.content]]).toEqual(["prices.xml", [1]]);
    await expect(readMarketImport(person(ctx, "finance"), importId)).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(readMarketImport(other.ctx, importId)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});
