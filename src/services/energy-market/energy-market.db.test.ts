import { and, desc, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { MarketPoint } from "@/core/smart-charging/market/market-point";
import { newId } from "@/db/new-id";
import { marketImports, marketPoints } from "@/db/schema/energy-market";
import { auditEvents } from "@/db/schema/notifications";
import { sites } from "@/db/schema/sites";
import { readMarketFile } from "@/market/read-market-file";
import type { Ctx } from "@/services/context";
import { aTenant } from "@/testing/builders/tenant";
import { aPartner } from "@/testing/builders/partner";
import { testDatabase } from "@/testing/database";
import { marketOver } from "./market-over";
import { noteFetchProblem } from "./note-fetch-problem";
import { storeMarketImport, wouldChange } from "./store-import";

const database = testDatabase();
const at = (text: string) => Temporal.Instant.from(text);
const bytes = (text: string) => new TextEncoder().encode(text);

const price = (startsAt: string, valueMicro: bigint, zone = "SE3"): MarketPoint => ({
  zone,
  quantity: "price",
  startsMs: at(startsAt).epochMilliseconds,
  valueMicro,
  currency: "EUR",
});

const put = (ctx: Ctx, ...points: readonly MarketPoint[]) =>
  storeMarketImport(ctx, {
    source: "upload",
    fileName: "prices.csv",
    content: bytes("…"),
    file: { points, problems: [] },
  });

const staff = (role: "operations" | "finance") => ({
  kind: "user" as const,
  userId: newId<"user">(),
  email: "drift@kvitt.example",
  roles: [role],
  driverId: null,
});

describe("an import of prices", () => {
  it("is kept as it came with its reasons, also where nothing of it could be taken", async () => {
    const { ctx } = await aTenant(database.pool);
    const content = bytes("<Publication_MarketDocument><type>A44</type>");
    const file = readMarketFile(content, { zone: null, currency: null });
    await storeMarketImport(ctx, { source: "upload", fileName: "half.xml", content, file });
    const [row] = await ctx.db
      .select()
      .from(marketImports)
      .where(eq(marketImports.tenantId, ctx.tenantId));
    expect(row).toMatchObject({ points: 0, problems: ["not_xml"], source: "upload" });
    expect(Buffer.from(row?.content ?? []).toString()).toBe(Buffer.from(content).toString());
  });

  it("takes the place of an earlier one, quarter hour by quarter hour, and history stays", async () => {
    const { ctx } = await aTenant(database.pool);
    const first = await put(ctx, price("2026-11-02T11:00Z", 10n), price("2026-11-02T11:15Z", 20n));
    const second = await put(ctx, price("2026-11-02T11:15Z", -5n), price("2026-11-02T11:30Z", 30n));
    expect([first.changed, second.changed]).toEqual([2, 2]);
    const rows = await ctx.db
      .select({ value: marketPoints.valueMicro, from: marketPoints.importId })
      .from(marketPoints)
      .where(eq(marketPoints.tenantId, ctx.tenantId))
      .orderBy(marketPoints.startsAt);
    expect(rows).toEqual([
      { value: 10n, from: first.importId },
      { value: -5n, from: second.importId },
      { value: 30n, from: second.importId },
    ]);
    const imports = await ctx.db
      .select({ id: marketImports.id })
      .from(marketImports)
      .where(eq(marketImports.tenantId, ctx.tenantId));
    expect(imports).toHaveLength(2);
  });

  it("is for operations, and leaves a trace", async () => {
    const { as } = await aTenant(database.pool);
    await expect(put(as(staff("finance")), price("2026-11-02T11:00Z", 1n))).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const ctx = as(staff("operations"));
    const { importId } = await put(ctx, price("2026-11-02T11:00Z", 1n));
    const [event] = await ctx.db
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.tenantId, ctx.tenantId))
      .orderBy(desc(auditEvents.occurredAt))
      .limit(1);
    expect(event).toMatchObject({ action: "market.imported", subjectId: importId });
  });

  it("has the sites of its zone planned anew when their future changes, and no others", async () => {
    const { ctx } = await aTenant(database.pool);
    const { id: partnerId } = await aPartner(ctx);
    const ids = { SE3: newId<"site">(), SE4: newId<"site">() };
    for (const zone of ["SE3", "SE4"] as const) {
      await ctx.db.insert(sites).values({
        tenantId: ctx.tenantId,
        id: ids[zone],
        name: `Garage ${zone}`,
        partnerId,
        countryCode: "SE",
        partyId: "NSL",
        timeZone: "Europe/Stockholm",
        zone,
        createdAt: ctx.clock.now(),
      });
    }
    const dueAt = async (id: (typeof ids)["SE3"]) => {
      const [row] = await ctx.db
        .select({ dueAt: sites.dueAt, why: sites.dueReason })
        .from(sites)
        .where(and(eq(sites.tenantId, ctx.tenantId), eq(sites.id, id)));
      return row?.dueAt === null ? null : row?.why;
    };
    // The clock stands at 11:00.
    await put(ctx, price("2026-11-02T09:00Z", 1n));
    expect(await dueAt(ids.SE3)).toBeNull();
    await put(ctx, price("2026-11-02T15:00Z", 1n));
    expect(await dueAt(ids.SE3)).toBe("market");
    expect(await dueAt(ids.SE4)).toBeNull();
  });

  it("that tells nothing new is known beforehand", async () => {
    const { ctx } = await aTenant(database.pool);
    const points = [price("2026-11-02T11:00Z", 10n)];
    expect(await wouldChange(ctx, { points, problems: [] })).toBe(true);
    await put(ctx, ...points);
    expect(await wouldChange(ctx, { points, problems: [] })).toBe(false);
    expect(await wouldChange(ctx, { points: [], problems: [] })).toBe(false);
    const other = [price("2026-11-02T11:00Z", 11n)];
    expect(await wouldChange(ctx, { points: other, problems: [] })).toBe(true);
  });

  it("keeps an error once for as long as it is the same", async () => {
    const { ctx } = await aTenant(database.pool);
    const note = (detail: string) =>
      noteFetchProblem(ctx, {
        source: "entsoe",
        fileName: "A44 SE3",
        content: bytes(""),
        problems: [{ code: "fetch", detail }],
      });
    await note("HTTP 503");
    await note("HTTP 503");
    await note("HTTP 401");
    const rows = await ctx.db
      .select({ problems: marketImports.problems })
      .from(marketImports)
      .where(eq(marketImports.tenantId, ctx.tenantId))
      .orderBy(marketImports.id);
    expect(rows.map(({ problems }) => problems)).toEqual([["fetch HTTP 503"], ["fetch HTTP 401"]]);
  });
});

describe("the market over a span", () => {
  it("is what was published, then a forecast by like days, then nothing", async () => {
    const { ctx } = await aTenant(database.pool);
    // Fridays 23 and 30 October at noon in Stockholm; winter time began in between.
    await put(
      ctx,
      price("2026-10-23T10:00Z", 100n),
      price("2026-10-30T11:00Z", 300n),
      price("2026-11-02T11:00Z", 7n),
    );
    const { currency, slots } = await marketOver(ctx, "SE3", {
      startsAt: at("2026-11-02T11:00Z"),
      slotMinutes: 15,
      slots: 24 * 4 + 1,
    });
    expect(currency).toBe("EUR");
    expect(slots[0]).toMatchObject({ priceMicro: 7n, isPriceKnown: true, carbonMicro: null });
    expect(slots[1]).toMatchObject({ priceMicro: null, isPriceKnown: false });
    // Tuesday at noon: 7, 100 and 300 were on working days.
    expect(slots[96]).toMatchObject({ priceMicro: 100n, isPriceKnown: false });
  });

  it("is another tenant's no more than nobody's", async () => {
    const [one, other] = [await aTenant(database.pool), await aTenant(database.pool)];
    await put(one.ctx, price("2026-11-02T11:00Z", 7n));
    const span = { startsAt: at("2026-11-02T11:00Z"), slotMinutes: 15, slots: 1 };
    expect((await marketOver(other.ctx, "SE3", span)).slots[0]?.priceMicro).toBeNull();
    expect((await marketOver(one.ctx, "XX", span)).slots[0]?.priceMicro).toBeNull();
  });

  it("speaks of one currency: the one that the zone is traded in last", async () => {
    const { ctx } = await aTenant(database.pool);
    await put(ctx, { ...price("2026-11-02T11:00Z", 500n), currency: "SEK" });
    await put(ctx, price("2026-11-02T11:15Z", 50n));
    const span = { startsAt: at("2026-11-02T11:00Z"), slotMinutes: 15, slots: 2 };
    const { currency, slots } = await marketOver(ctx, "SE3", span);
    expect([currency, ...slots.map(({ priceMicro }) => priceMicro)]).toEqual(["EUR", null, 50n]);
  });
});
