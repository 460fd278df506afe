import { and, asc, eq, gte } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { asId, type Id } from "@/core/ids";
import { micro } from "@/core/money/quantity";
import type { PlanDraft } from "@/core/plans/plan-draft";
import { mergeEffects, NO_EFFECT, type PlanEffect } from "@/core/plans/plan-effect";
import { auditEvents } from "@/db/schema/notifications";
import { charges, driverPlans, planVersions } from "@/db/schema/plans";
import type { Actor, Ctx } from "@/services/context";
import { aDriver } from "@/testing/builders/driver";
import { aPlan, onPlan } from "@/testing/builders/plan";
import { aTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { aRoamingDriver, cdrOf, rateAll } from "@/testing/roaming-driver";
import { changeDriverPlan, readDriverPlan } from "./change-driver-plan";
import { findPlanInForce } from "./find-plan-in-force";
import { getPlan } from "./get-plan";
import { listPlans } from "./list-plans";
import type { EffectScope } from "./effect-scope";
import { previewEffect } from "./preview-effect";
import { createPlan, publishVersion } from "./publish-plan";

const database = testDatabase();

const person = (role: "finance" | "operations" | "driver"): Actor => ({
  kind: "user",
  userId: asId<"user">("00000000-0000-7000-8000-000000000001"),
  email: "someone@kvitt.test",
  roles: [role],
  driverId: null,
});

const dearer: PlanDraft = {
  mode: "cost_plus",
  basis: "gross",
  prices: [
    {
      currency: "SEK",
      markup: {
        percentage: 125_000,
        perKwh: micro("0.37"),
        perSession: micro("1.99"),
        maxPrice: micro("80"),
        minPrice: micro("9"),
        discount: { rate: 33_333, on: "energy" },
      },
    },
  ],
};

const own: PlanDraft = {
  mode: "own_tariff",
  basis: "gross",
  own: {
    currency: "SEK",
    energy: micro("6.955"),
    windows: [{ from: "10:30", to: "12:30", days: "all", price: micro("5.123") }],
    startFee: micro("3.5"),
    perMinute: micro("0.05"),
  },
};

async function start() {
  const tenant = await aTenant(database.pool);
  const finance = tenant.as(person("finance"));
  return { tenant, finance };
}

async function aPlanWith(ctx: Ctx, draft: PlanDraft = dearer, code = "plan") {
  return createPlan(ctx, { code, kind: "postpaid", name: "Kvitt Rörlig", draft });
}

async function stretchesOf(ctx: Ctx, driverId: Id<"driver">) {
  const rows = await ctx.db
    .select({ from: driverPlans.validFrom, to: driverPlans.validTo, version: planVersions.version })
    .from(driverPlans)
    .innerJoin(planVersions, eq(planVersions.id, driverPlans.planVersionId))
    .where(eq(driverPlans.driverId, driverId))
    .orderBy(asc(driverPlans.validFrom));
  return rows.map(({ from, to, version }) => [from.toString(), to?.toString() ?? null, version]);
}

async function wholeEffect(ctx: Ctx, draft: PlanDraft, scope: EffectScope): Promise<PlanEffect> {
  let effect = NO_EFFECT;
  let after: Id<"driver"> | null = null;
  do {
    const part = await previewEffect(ctx, { draft, scope, after });
    effect = mergeEffects(effect, part.effect);
    after = part.next;
  } while (after !== null);
  return effect;
}

async function bookedSince(ctx: Ctx, at: string): Promise<bigint[]> {
  const rows = await ctx.db
    .select({ gross: charges.grossMinor })
    .from(charges)
    .where(
      and(eq(charges.tenantId, ctx.tenantId), gte(charges.servicedAt, Temporal.Instant.from(at))),
    );
  return rows.map(({ gross }) => gross ?? 0n);
}

const ascending = (a: bigint, b: bigint) => (a < b ? -1 : Number(a > b));
const sum = (amounts: readonly bigint[]) => amounts.reduce((all, one) => all + one, 0n);

describe("the preview of a version", () => {
  it.each([
    ["cost plus", dearer],
    ["an own tariff", own],
  ])("is to the öre what the same charges cost once %s is published", async (_name, draft) => {
    const { tenant, finance } = await start();
    const { send } = await aRoamingDriver(database.pool, tenant);
    const kwhs = [1.037, 7.7, 12.3456, 18.001, 31.9];
    for (const [index, kwh] of kwhs.entries())
      await send("POST", "cdrs", cdrOf(`OCT-${index}`, index + 1, kwh));
    await rateAll(tenant.ctx);
    const before = await bookedSince(tenant.ctx, "2026-10-01T00:00:00Z");
    const [plan] = await listPlans(finance);
    const planId = plan!.id;

    const effect = await wholeEffect(finance, draft, { planId });
    expect(effect).toMatchObject({ unpriced: [], moved: [], promised: 0 });
    const [sek] = effect.currencies;
    expect(sek?.beforeMinor).toBe(sum(before));
    expect((sek?.up ?? 0) + (sek?.down ?? 0) + (sek?.same ?? 0)).toBe(kwhs.length);
    expect(await listPlans(finance)).toEqual([plan]);

    await publishVersion(finance, { planId, version: 2, name: "Ny", draft, start: "now" });
    tenant.clock.set("2026-11-20T11:00:00Z");
    for (const [index, kwh] of kwhs.entries()) {
      const october = JSON.stringify(cdrOf(`NOV-${index}`, index + 11, kwh));
      await send("POST", "cdrs", JSON.parse(october.replaceAll("2026-10", "2026-11")));
    }
    await rateAll(tenant.ctx);
    const after = await bookedSince(tenant.ctx, "2026-11-01T00:00:00Z");
    expect(after).toHaveLength(kwhs.length);
    expect(sek?.afterMinor).toBe(sum(after));
    expect(sek?.largest.map(({ afterMinor }) => afterMinor).toSorted(ascending)).toEqual(
      after.toSorted(ascending),
    );
    expect(sek?.afterMinor).not.toBe(sek?.beforeMinor);
    await expectSoundBooks(database.pool.db, tenant.tenantId);
  });

  it("says which charges it has no price for, and takes the month that is over only", async () => {
    const { tenant, finance } = await start();
    const { driver, send } = await aRoamingDriver(database.pool, tenant);
    await send("POST", "cdrs", cdrOf("A", 5, 10));
    const september = JSON.stringify(cdrOf("B", 5, 10)).replaceAll("2026-10", "2026-09");
    await send("POST", "cdrs", JSON.parse(september));
    await rateAll(tenant.ctx);
    const [price] = dearer.mode === "cost_plus" ? dearer.prices : [];
    const euros: PlanDraft = {
      mode: "cost_plus",
      basis: "gross",
      prices: [{ currency: "EUR", markup: price!.markup }],
    };
    const effect = await wholeEffect(finance, euros, { driverId: driver.id });
    expect(effect).toEqual({
      ...NO_EFFECT,
      unpriced: [{ reason: "no-price-in-currency", charges: 1 }],
    });
  });
});

describe("publishing a version", () => {
  it("happens once, however often and at once it is sent", async () => {
    const { tenant, finance } = await start();
    const { planId, planVersionId } = await aPlanWith(finance);
    const driver = await aDriver(tenant.ctx);
    await onPlan(tenant.ctx, driver.id, planVersionId);
    const again = { planId, version: 2, name: "Två", draft: own, start: "now" } as const;
    const sent = await Promise.allSettled([1, 2, 3, 4].map(() => publishVersion(finance, again)));
    expect(sent.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of sent)
      if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "CONFLICT" });
    await expect(publishVersion(finance, again)).rejects.toMatchObject({ code: "CONFLICT" });
    const { versions } = await getPlan(finance, planId);
    expect(versions.map(({ version, drivers }) => [version, drivers])).toEqual([
      [2, 1],
      [1, 0],
    ]);
    const now = tenant.clock.now().toString();
    expect(await stretchesOf(tenant.ctx, driver.id)).toEqual([
      ["2026-01-01T00:00:00Z", now, 1],
      [now, null, 2],
    ]);
    const deeds = await tenant.ctx.db
      .select()
      .from(auditEvents)
      .where(eq(auditEvents.tenantId, tenant.tenantId));
    const told = deeds.map(({ detail }) => [detail["version"], detail["drivers"]]);
    expect(told.toSorted(([a], [b]) => Number(a) - Number(b))).toEqual([
      [1, 0],
      [2, 1],
    ]);
  });

  it("cuts each driver's stretch at his own month, with neither gap nor overlap", async () => {
    const { tenant, finance } = await start();
    const { planId, planVersionId } = await aPlanWith(finance);
    const other = await aPlan(tenant.ctx, { name: "Annan" });
    const here = await aDriver(tenant.ctx);
    const there = await aDriver(tenant.ctx, { timeZone: "America/New_York" });
    const aside = await aDriver(tenant.ctx);
    await onPlan(tenant.ctx, here.id, planVersionId);
    await onPlan(tenant.ctx, there.id, planVersionId);
    await onPlan(tenant.ctx, aside.id, other.id);
    const publish = (version: number, when: "now" | "next-period") =>
      publishVersion(finance, { planId, version, name: "Ny", draft: own, start: when });

    expect(await publish(2, "next-period")).toMatchObject({ drivers: 2 });
    const [stockholm, newYork] = ["2026-11-30T23:00:00Z", "2026-12-01T05:00:00Z"];
    const since = "2026-01-01T00:00:00Z";
    expect(await stretchesOf(tenant.ctx, here.id)).toEqual([
      [since, stockholm, 1],
      [stockholm, null, 2],
    ]);
    const [pending] = (await getPlan(finance, planId)).versions;
    expect(pending).toMatchObject({ drivers: 0, coming: 2 });
    expect(pending?.firstComing?.toString()).toBe(stockholm);
    expect(await stretchesOf(tenant.ctx, there.id)).toEqual([
      [since, newYork, 1],
      [newYork, null, 2],
    ]);

    await publish(3, "now");
    const now = tenant.clock.now().toString();
    expect(await stretchesOf(tenant.ctx, here.id)).toEqual([
      [since, now, 1],
      [now, null, 3],
    ]);
    expect(await stretchesOf(tenant.ctx, aside.id)).toEqual([[since, null, 1]]);

    const { versions } = await getPlan(finance, planId);
    expect(versions.map(({ drivers, coming }) => [drivers, coming])).toEqual([
      [2, 0],
      [0, 0],
      [0, 0],
    ]);
    const [first, last] = versions.toReversed();
    const inForce = async (at: Temporal.Instant) =>
      (await findPlanInForce(tenant.ctx, here.id, at))?.planVersionId;
    expect(await inForce(tenant.clock.now().subtract({ milliseconds: 1 }))).toBe(first?.id);
    expect(await inForce(tenant.clock.now())).not.toBe(first?.id);
    expect(last?.version).toBe(2);
  });

  it("says beforehand whom it will hold for, who leaves before his next month left out", async () => {
    const { tenant, finance } = await start();
    const { planId, planVersionId } = await aPlanWith(finance);
    const other = await aPlanWith(finance, own, "other");
    for (const name of ["Berit", "Anna"]) {
      const driver = await aDriver(tenant.ctx, { name });
      await onPlan(tenant.ctx, driver.id, planVersionId);
      if (name === "Anna") {
        const leaves = { driverId: driver.id, start: "next-period", ...other } as const;
        await changeDriverPlan(finance, leaves);
      }
    }
    const [zone, ...more] = (await getPlan(finance, planId)).zones;
    expect(more).toEqual([]);
    expect(zone?.now).toEqual({ drivers: 2, names: ["Anna", "Berit"] });
    expect(zone?.next).toEqual({ drivers: 1, names: ["Berit"] });
    const next = { planId, name: "Ny", draft: own } as const;
    const later = await publishVersion(finance, { ...next, version: 2, start: "next-period" });
    expect(later.drivers).toBe(zone?.next.drivers);
    const atOnce = await publishVersion(finance, { ...next, version: 3, start: "now" });
    expect(atOnce.drivers).toBe(zone?.now.drivers);
  });

  it("leaves no driver on an old version who comes to the plan meanwhile", async () => {
    const { tenant, finance } = await start();
    const one = await aPlanWith(finance, dearer, "one");
    const two = await aPlanWith(finance, own, "two");
    const driver = await aDriver(tenant.ctx);
    await onPlan(tenant.ctx, driver.id, one.planVersionId);
    const change = { driverId: driver.id, start: "now" } as const;
    const next = { version: 2, name: "Ny", draft: own, start: "now" } as const;
    await Promise.allSettled([
      changeDriverPlan(finance, { ...change, ...two }),
      publishVersion(finance, { ...next, planId: one.planId }),
      publishVersion(finance, { ...next, planId: two.planId }),
    ]);
    const { current, coming } = await readDriverPlan(finance, { driverId: driver.id });
    expect([current?.version, coming]).toEqual([2, []]);
    const open = (await stretchesOf(tenant.ctx, driver.id)).filter(([, to]) => to === null);
    expect(open).toHaveLength(1);
  });

  it("refuses figures that contradict each other, and a code that is taken", async () => {
    const { finance } = await start();
    const [price] = dearer.mode === "cost_plus" ? dearer.prices : [];
    const markup = { ...price!.markup, minPrice: micro("90") };
    const wrong: PlanDraft = { ...dearer, prices: [{ currency: "SEK", markup }] };
    await expect(aPlanWith(finance, wrong)).rejects.toMatchObject({ code: "INVALID" });
    expect(await listPlans(finance)).toEqual([]);
    await aPlanWith(finance);
    await expect(aPlanWith(finance)).rejects.toMatchObject({ code: "CONFLICT" });
  });
});

describe("a driver's change of plan", () => {
  it("holds from his next month on, and replaces what was to come", async () => {
    const { tenant, finance } = await start();
    const one = await aPlanWith(finance, dearer, "one");
    const two = await aPlanWith(finance, own, "two");
    const driver = await aDriver(tenant.ctx);
    await onPlan(tenant.ctx, driver.id, one.planVersionId);
    const change = { driverId: driver.id, start: "next-period", ...two } as const;
    expect((await changeDriverPlan(finance, change)).toString()).toBe("2026-11-30T23:00:00Z");
    await expect(changeDriverPlan(finance, change)).rejects.toMatchObject({ code: "CONFLICT" });
    await publishVersion(finance, {
      planId: two.planId,
      version: 2,
      name: "Ny",
      draft: own,
      start: "now",
    });
    const { current, coming } = await readDriverPlan(finance, { driverId: driver.id });
    expect([current?.planId, current?.validTo?.toString()]).toEqual([
      one.planId,
      "2026-11-30T23:00:00Z",
    ]);
    expect(coming.map(({ planId, version, validTo }) => [planId, version, validTo])).toEqual([
      [two.planId, 2, null],
    ]);
    await expect(changeDriverPlan(finance, change)).rejects.toMatchObject({ code: "CONFLICT" });
  });
});

describe("a change of plan that is taken back", () => {
  it("leaves one stretch, as if it had never been asked for", async () => {
    const { tenant, finance } = await start();
    const one = await aPlanWith(finance, dearer, "one");
    const two = await aPlanWith(finance, own, "two");
    const driver = await aDriver(tenant.ctx);
    await onPlan(tenant.ctx, driver.id, one.planVersionId);
    const change = { driverId: driver.id, start: "next-period" } as const;
    await changeDriverPlan(finance, { ...change, ...two });
    await changeDriverPlan(finance, { ...change, ...one, start: "now" });
    expect(await stretchesOf(tenant.ctx, driver.id)).toEqual([["2026-01-01T00:00:00Z", null, 1]]);
  });
});

describe("plans", () => {
  it("are for finance alone", async () => {
    const { tenant, finance } = await start();
    const { planId, planVersionId } = await aPlanWith(finance);
    const driver = await aDriver(tenant.ctx);
    for (const role of ["operations", "driver"] as const) {
      const ctx = tenant.as(person(role));
      const next = { planId, version: 2, name: "Ny", draft: own, start: "now" } as const;
      const deeds = [
        () => listPlans(ctx),
        () => getPlan(ctx, planId),
        () => publishVersion(ctx, next),
        () => createPlan(ctx, { code: "x", kind: "postpaid", name: "X", draft: own }),
        () => previewEffect(ctx, { draft: own, scope: { planId }, after: null }),
        () => readDriverPlan(ctx, { driverId: driver.id }),
        () => changeDriverPlan(ctx, { driverId: driver.id, planId, planVersionId, start: "now" }),
      ];
      for (const deed of deeds) await expect(deed()).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
    expect((await listPlans(finance)).map(({ version }) => version)).toEqual([1]);
  });

  it("of another tenant do not exist", async () => {
    const [mine, other] = [await start(), await start()];
    const { planId } = await aPlanWith(other.finance);
    await expect(getPlan(mine.finance, planId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const next = { planId, version: 2, name: "Ny", draft: own, start: "now" } as const;
    await expect(publishVersion(mine.finance, next)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
