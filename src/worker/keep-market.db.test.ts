import { desc, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { zoneOfEic } from "@/core/smart-charging/market/bidding-zones";
import { newId } from "@/db/new-id";
import { marketImports } from "@/db/schema/energy-market";
import { sites } from "@/db/schema/sites";
import { demoZones } from "@/market/demo-market/demo-curves";
import { writeDemoPrices, writeDemoProduction } from "@/market/demo-market/demo-documents";
import type { Ctx } from "@/services/context";
import { marketOver } from "@/services/energy-market/market-over";
import { storeMarketImport } from "@/services/energy-market/store-import";
import { aPartner } from "@/testing/builders/partner";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { seedDemoMarket } from "@/testing/demo-market/seed-demo-market";
import { createMarketKeeper } from "./keep-market";

const database = testDatabase();
const ENTSOE = {
  APP_ENV: "production",
  ENTSOE_TOKEN: "a-token-of-ours",
  ENTSOE_API_BASE: undefined,
  OCPI_ALLOW_LOOPBACK: false,
} as const;
const DEMO = { ...ENTSOE, APP_ENV: "demo", ENTSOE_TOKEN: undefined } as const;

const NOTHING = `<Acknowledgement_MarketDocument xmlns="urn:iec62325.351:tc57wg16:451-1:acknowledgementdocument:7:0">
<Reason><code>999</code><text>No matching data found</text></Reason></Acknowledgement_MarketDocument>`;

async function aSite(ctx: Ctx, zone: string): Promise<void> {
  const { id: partnerId } = await aPartner(ctx);
  await ctx.db.insert(sites).values({
    tenantId: ctx.tenantId,
    id: newId<"site">(),
    name: "Garage",
    partnerId,
    countryCode: "SE",
    partyId: "NSL",
    timeZone: "Europe/Stockholm",
    zone,
    createdAt: ctx.clock.now(),
  });
}

/** Answers as the Transparency Platform: whole days of prices up to a moment, production as it was asked for. */
function aPlatform(publishedUntil: { at: Temporal.Instant }, since = "2026-01-01T00:00:00Z") {
  const asked: string[] = [];
  const fetch = (address: string) => {
    const query = new URL(address).searchParams;
    const minute = (name: string) => {
      const text = query.get(name) ?? "";
      const [date, time] = [text.slice(0, 8), text.slice(8)];
      return Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime("UTC")
        .epochMilliseconds;
    };
    const [askedMs, wantedMs] = [minute("periodStart"), minute("periodEnd")];
    const fromMs = Math.max(askedMs, Temporal.Instant.from(since).epochMilliseconds);
    const untilMs = Math.min(wantedMs, publishedUntil.at.epochMilliseconds);
    const zone = demoZones.find((name) => zoneOfEic(query.get("in_Domain") ?? "")?.name === name);
    asked.push(`${query.get("documentType")} ${zone} ${(wantedMs - askedMs) / 3_600_000} h`);
    if (zone === undefined || untilMs <= fromMs) return Promise.resolve(new Response(NOTHING));
    const request = { zones: [zone], fromMs, untilMs, createdAt: publishedUntil.at };
    const isPrice = query.get("documentType") === "A44";
    return Promise.resolve(
      new Response(isPrice ? writeDemoPrices(request) : writeDemoProduction(request)),
    );
  };
  return { fetch, asked };
}

const priceAt = async (ctx: Ctx, startsAt: string, zone = "SE3") => {
  const span = { startsAt: Temporal.Instant.from(startsAt), slotMinutes: 15, slots: 1 };
  return (await marketOver(ctx, zone, span)).slots[0];
};

const importsOf = (ctx: Ctx) =>
  ctx.db
    .select({
      source: marketImports.source,
      points: marketImports.points,
      problems: marketImports.problems,
    })
    .from(marketImports)
    .where(eq(marketImports.tenantId, ctx.tenantId))
    .orderBy(desc(marketImports.importedAt), desc(marketImports.id));

describe("reading the Transparency Platform", () => {
  it("asks for sites' zones only: five weeks first, then what is missing", async () => {
    const { ctx, clock } = await aTenant(database.pool, { now: "2026-11-02T09:20:00Z" });
    await aSite(ctx, "SE3");
    const { fetch, asked } = aPlatform({ at: Temporal.Instant.from("2026-11-02T23:00:00Z") });
    const keeper = createMarketKeeper(ENTSOE, fetch);
    await keeper.run(ctx);
    // 36 market days, one of them of 25 hours; production up to the last full hour (10:00 in Brussels).
    expect(asked).toEqual(["A44 SE3 865 h", "A75 SE3 851 h"]);
    expect((await importsOf(ctx)).map(({ points }) => points)).toEqual([851 * 4, 865 * 4]);
    clock.advance({ minutes: 20 });
    await keeper.run(ctx);
    expect(asked).toHaveLength(2);
    clock.advance({ minutes: 30 });
    await keeper.run(ctx);
    expect(asked.slice(2)).toEqual(["A75 SE3 1 h"]);
  });

  it("asks for tomorrow's prices from 12:45 on, every five minutes until they are there", async () => {
    const { ctx, clock } = await aTenant(database.pool, { now: "2026-11-02T11:44:00Z" });
    await aSite(ctx, "SE3");
    const published = { at: Temporal.Instant.from("2026-11-02T23:00:00Z") };
    const { fetch, asked } = aPlatform(published);
    const keeper = createMarketKeeper(ENTSOE, fetch);
    await keeper.run(ctx);
    asked.length = 0;
    const tomorrow = "2026-11-03T12:00Z";
    expect(await priceAt(ctx, tomorrow)).toMatchObject({ isPriceKnown: false });
    for (let minute = 0; minute < 12; minute += 1) {
      clock.advance({ minutes: 1 });
      if (minute === 9) published.at = Temporal.Instant.from("2026-11-03T23:00:00Z");
      await keeper.run(ctx);
    }
    // 12:45 too soon for one that was asked at 12:44; then 12:49 and 12:54, when they are there.
    expect(asked).toEqual(["A44 SE3 24 h", "A44 SE3 24 h"]);
    expect(await priceAt(ctx, tomorrow)).toMatchObject({ isPriceKnown: true });
    const [last, before] = await importsOf(ctx);
    expect(last).toMatchObject({ source: "entsoe", points: 96, problems: [] });
    expect(before).toMatchObject({
      points: 0,
      problems: ["acknowledged 999 No matching data found"],
    });
  });

  it("asks for holes once a day, and is not led astray by what was uploaded for later", async () => {
    const { ctx, clock } = await aTenant(database.pool, { now: "2026-11-02T09:20:00Z" });
    await aSite(ctx, "SE3");
    const upload = (startsAt: string) =>
      storeMarketImport(ctx, {
        source: "upload",
        fileName: "later.csv",
        content: new Uint8Array(),
        file: {
          points: [
            {
              zone: "SE3",
              quantity: "price",
              startsMs: Temporal.Instant.from(startsAt).epochMilliseconds,
              valueMicro: 1n,
              currency: "EUR",
            },
          ],
          problems: [],
        },
      });
    await upload("2027-01-01T00:00:00Z");
    await upload("2026-11-02T12:00:00Z");
    // The platform knows nothing before the first of November.
    const { fetch, asked } = aPlatform(
      { at: Temporal.Instant.from("2026-11-02T23:00:00Z") },
      "2026-11-01T00:00:00Z",
    );
    const keeper = createMarketKeeper(ENTSOE, fetch);
    await keeper.run(ctx);
    expect(asked).toEqual(["A44 SE3 10.75 h", "A44 SE3 854 h", "A75 SE3 851 h"]);
    expect(await priceAt(ctx, "2026-11-02T10:00Z")).toMatchObject({ isPriceKnown: true });
    asked.length = 0;
    for (let hour = 0; hour < 12; hour += 1) {
      await keeper.run(ctx);
      clock.advance({ minutes: 5 });
    }
    expect(asked.filter((request) => request.startsWith("A44"))).toEqual([]);
    clock.advance({ hours: 24 });
    await keeper.run(ctx);
    expect(asked.filter((request) => request.startsWith("A44"))).toHaveLength(2);
  });

  it("leaves the platform alone for ten minutes when it is told so, and keeps the reason", async () => {
    const { ctx, clock } = await aTenant(database.pool);
    await aSite(ctx, "SE3");
    await aSite(ctx, "SE4");
    let requests = 0;
    const keeper = createMarketKeeper(ENTSOE, () => {
      requests += 1;
      return Promise.resolve(new Response("", { status: 429 }));
    });
    for (let minute = 0; minute < 10; minute += 1) {
      await keeper.run(ctx);
      clock.advance({ minutes: 1 });
    }
    expect(requests).toBe(1);
    await keeper.run(ctx);
    expect(requests).toBe(2);
    expect((await importsOf(ctx))[0]?.problems).toEqual(["fetch 429 too many requests"]);
  });

  it("asks nobody without a token", async () => {
    const { ctx } = await aTenant(database.pool);
    await aSite(ctx, "SE3");
    const refuse = () => Promise.reject(new Error("asked"));
    await createMarketKeeper({ ...ENTSOE, ENTSOE_TOKEN: undefined }, refuse).run(ctx);
    expect(await importsOf(ctx)).toEqual([]);
  });
});

describe("the demo's market", () => {
  it("is there from the seed on, tomorrow's prices from one o'clock, and goes with its clock", async () => {
    const { ctx, clock } = await aTenant(database.pool, { now: "2026-11-02T11:30:00Z" });
    await seedDemoMarket(ctx, ctx.clock.now());
    for (const zone of demoZones) {
      expect(await priceAt(ctx, "2026-10-03T12:00Z", zone)).toMatchObject({
        isPriceKnown: true,
        isCarbonKnown: true,
      });
      expect(await priceAt(ctx, "2026-11-02T22:45Z", zone)).toMatchObject({ isPriceKnown: true });
    }
    const keeper = createMarketKeeper(DEMO);
    const tomorrow = "2026-11-03T12:00Z";
    await keeper.run(ctx);
    expect(await priceAt(ctx, tomorrow)).toMatchObject({ isPriceKnown: false });
    clock.set("2026-11-02T12:00:00Z");
    await keeper.run(ctx);
    expect(await priceAt(ctx, tomorrow)).toMatchObject({
      isPriceKnown: true,
      isCarbonKnown: false,
    });
    clock.set("2026-12-02T12:00:00Z");
    await keeper.run(ctx);
    expect(await priceAt(ctx, "2026-12-03T12:00Z")).toMatchObject({ isPriceKnown: true });
    expect(await priceAt(ctx, "2026-11-15T12:00Z")).toMatchObject({ isPriceKnown: true });
    expect((await importsOf(ctx)).flatMap(({ problems }) => problems)).toEqual([]);
  });

  it("is never made up where it is no demo", async () => {
    const { ctx } = await aTenant(database.pool);
    await createMarketKeeper({ ...DEMO, APP_ENV: "development" }).run(ctx);
    expect(await importsOf(ctx)).toEqual([]);
  });
});
