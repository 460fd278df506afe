import { and, asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";

import type { Id } from "@/core/ids";
import { micro } from "@/core/money/quantity";
import type { SubscriptionTerms } from "@/core/plans/subscription-terms";
import { newId } from "@/db/new-id";
import { notifications } from "@/db/schema/notifications";
import { driverPlans, planVersions } from "@/db/schema/plans";
import { billItems, subscriptionPeriods, subscriptions } from "@/db/schema/subscriptions";
import type { Actor, Ctx } from "@/services/context";
import { openBillItem } from "@/services/bill-items/open-bill-item";
import { voidBillItem } from "@/services/bill-items/void-bill-item";
import { previewCreditNote } from "@/services/credit-notes/preview-credit-note";
import { requestCreditNote } from "@/services/credit-notes/request-credit-note";
import { invoiceNow } from "@/services/invoices/invoice-now";
import { publishVersion } from "@/services/plans/publish-plan";
import { aDriver } from "@/testing/builders/driver";
import { staff } from "@/testing/builders/staff";
import { onPlan } from "@/testing/builders/plan";
import { aPlanWithoutFee, aSubscriptionPlan, ownDraft } from "@/testing/builders/subscription-plan";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { changePlan, previewPlanChange } from "./change-plan";
import type { MoveTime } from "./plan-move";
import { recognizeDueFees } from "./recognize-due-fees";
import { renewDueSubscriptions } from "./renew-due-subscriptions";
import { previewRest, restSubscription, type SubscriptionDeedName } from "./rest-subscription";

const database = testDatabase();
let tenant: TestTenant;
let driver: Awaited<ReturnType<typeof aDriver>>;
let own: Ctx;
let free: Id<"planVersion">;

beforeEach(async () => {
  tenant = await aTenant(database.pool, { now: "2026-11-01T11:00:00Z" });
  driver = await aDriver(tenant.ctx);
  free = await aPlanWithoutFee(tenant.ctx);
  await onPlan(tenant.ctx, driver.id, free);
  own = tenant.as(driverActor(driver.id));
});

function driverActor(driverId: Id<"driver">): Actor {
  const userId = newId<"user">();
  return { kind: "user", userId, email: "astrid@kvitt.test", roles: ["driver"], driverId };
}

const plan = (name: string, feeMinor: bigint, more: Partial<SubscriptionTerms> = {}) =>
  aSubscriptionPlan(tenant.ctx, { name, feeMinor, ...more });

async function go(planVersionId: Id<"planVersion">, when: MoveTime = "now") {
  const wish = { driverId: driver.id, planVersionId, when, shownAt: null };
  const shown = await previewPlanChange(own, wish);
  const deedId = newId<"subscriptionPeriod">();
  await changePlan(own, { ...wish, shownAt: shown.shownAt, deedId });
  return shown;
}

async function rest(deed: SubscriptionDeedName, resumesAt: string | null = null) {
  const until = resumesAt === null ? null : Temporal.Instant.from(resumesAt);
  const ask = { driverId: driver.id, deed, resumesAt: until, shownAt: null };
  const shown = await previewRest(own, ask);
  await restSubscription(own, { ...ask, shownAt: shown.shownAt, deedId: newId() });
  return shown;
}

async function items() {
  const rows = await tenant.ctx.db
    .select()
    .from(billItems)
    .where(eq(billItems.tenantId, tenant.tenantId))
    .orderBy(asc(billItems.servicedAt), asc(billItems.grossMinor));
  return rows.map(({ kind, grossMinor }) => [kind, grossMinor]);
}

async function state() {
  const [row] = await tenant.ctx.db
    .select()
    .from(subscriptions)
    .where(eq(subscriptions.tenantId, tenant.tenantId));
  return row;
}

async function onPlans() {
  const rows = await tenant.ctx.db
    .select()
    .from(driverPlans)
    .where(and(eq(driverPlans.tenantId, tenant.tenantId), eq(driverPlans.driverId, driver.id)))
    .orderBy(asc(driverPlans.validFrom));
  return rows.map(({ planVersionId, validFrom, validTo }) => ({
    planVersionId,
    from: validFrom.toString(),
    to: validTo?.toString() ?? null,
  }));
}

/** Puts what is open on an invoice and credits it, or a part of it. */
async function credit(part: "whole" | bigint) {
  const finance = tenant.as(staff("finance"));
  const [invoiceId] = await invoiceNow(finance, { driverId: driver.id, expectedCharges: 1 });
  if (!invoiceId) throw new Error("nothing was invoiced");
  const selection =
    part === "whole" ? ({ of: "whole" } as const) : ({ of: "amount", amountMinor: part } as const);
  const order = {
    source: { of: "invoice", invoiceId },
    amount: { of: "selection", selection },
    target: "wallet",
    cause: "goodwill",
    reason: "The app was down",
  } as const;
  const { total } = await previewCreditNote(finance, order);
  const id = newId<"creditNote">();
  await requestCreditNote(finance, { id, totalMinor: total.amountMinor, ...order });
}

const sound = () => expectSoundBooks(database.pool.db, tenant.tenantId);

describe("a subscription", () => {
  it("begins with its fee in advance, as the preview said, and the driver is on its plan and told of it", async () => {
    const small = await plan("Kvitt Mini", 99_00n);
    const shown = await go(small);
    expect(shown).toMatchObject({
      totalMinor: 99_00n,
      lines: [{ kind: "subscription_fee", grossMinor: 99_00n, vatMinor: 19_80n, netMinor: 79_20n }],
      next: { grossMinor: 99_00n, at: Temporal.Instant.from("2026-12-01T11:00:00Z") },
    });
    expect(await items()).toEqual([["subscription_fee", 99_00n]]);
    expect(await onPlans()).toEqual([
      { planVersionId: free, from: "2026-01-01T00:00:00Z", to: "2026-11-01T11:00:00Z" },
      { planVersionId: small, from: "2026-11-01T11:00:00Z", to: null },
    ]);
    const [told] = await tenant.ctx.db
      .select()
      .from(notifications)
      .where(eq(notifications.tenantId, tenant.tenantId));
    expect(told).toMatchObject({
      kind: "plan_confirmed",
      payload: { plan: "Kvitt Mini", dueOn: "2026-11-01", isAtOnce: "yes" },
    });
    await sound();
  });

  it("is confirmed as a contract only where the driver, a consumer, ordered it himself", async () => {
    const [small, large] = [await plan("Kvitt Mini", 99_00n), await plan("Kvitt Stor", 199_00n)];
    const wish = { driverId: driver.id, when: "now", shownAt: null } as const;
    const byFinance = { ...wish, planVersionId: small, deedId: newId<"subscriptionPeriod">() };
    await changePlan(tenant.as(staff("finance")), byFinance);
    tenant.clock.advance({ minutes: 1 });
    const later = { ...wish, planVersionId: large, when: "period-end" } as const;
    await changePlan(own, { ...later, deedId: newId<"subscriptionPeriod">() });
    const told = await tenant.ctx.db
      .select()
      .from(notifications)
      .where(eq(notifications.tenantId, tenant.tenantId))
      .orderBy(asc(notifications.createdAt));
    expect(told).toMatchObject([
      { kind: "plan_changed", payload: { plan: "Kvitt Mini" } },
      { kind: "plan_confirmed", payload: { plan: "Kvitt Stor", isAtOnce: "no" } },
    ]);
  });

  it("is confirmed once, however often the button is pressed, and never from a stale preview", async () => {
    const small = await plan("Kvitt Mini", 99_00n);
    const wish = { driverId: driver.id, planVersionId: small, when: "now", shownAt: null } as const;
    const { shownAt } = await previewPlanChange(own, wish);
    const confirmed = { ...wish, shownAt, deedId: newId<"subscriptionPeriod">() };
    await Promise.all([changePlan(own, confirmed), changePlan(own, confirmed)]);
    expect(await items()).toHaveLength(1);
    tenant.clock.advance({ minutes: 11 });
    const late = {
      ...confirmed,
      planVersionId: await plan("Other", 1_00n),
      deedId: newId<"subscriptionPeriod">(),
    };
    await expect(changePlan(own, late)).rejects.toMatchObject({ code: "CONFLICT" });
    await sound();
  });

  it("costs nothing in its trial, then its fee, and is tried once", async () => {
    const tried = await plan("Kvitt Prova", 99_00n, { trialDays: 14 });
    expect(await go(tried)).toMatchObject({
      totalMinor: 0n,
      isTrial: true,
      next: { grossMinor: 99_00n },
    });
    tenant.clock.set("2026-11-15T11:00:00Z");
    await renewDueSubscriptions(tenant.ctx);
    expect(await items()).toEqual([["subscription_fee", 99_00n]]);
    await rest("cancel");
    tenant.clock.set("2026-12-15T11:00:00Z");
    await renewDueSubscriptions(tenant.ctx);
    expect(await state()).toMatchObject({ state: "ended" });
    expect(await go(tried)).toMatchObject({ totalMinor: 99_00n, isTrial: false });
    await sound();
  });

  it("changes at the end of what is paid for without a proration, and can be kept after all", async () => {
    const [small, large] = [await plan("Kvitt Mini", 99_00n), await plan("Kvitt Max", 199_00n)];
    await go(small);
    tenant.clock.set("2026-11-10T11:00:00Z");
    expect(await go(large, "period-end")).toMatchObject({
      totalMinor: 0n,
      at: Temporal.Instant.from("2026-12-01T11:00:00Z"),
      next: { grossMinor: 199_00n, at: Temporal.Instant.from("2026-12-01T11:00:00Z") },
    });
    await rest("keep");
    expect((await onPlans()).map(({ planVersionId }) => planVersionId)).toEqual([free, small]);
    await go(large, "period-end");
    tenant.clock.set("2026-12-01T11:00:00Z");
    await renewDueSubscriptions(tenant.ctx);
    expect(await items()).toEqual([
      ["subscription_fee", 99_00n],
      ["subscription_fee", 199_00n],
    ]);
    expect((await onPlans()).map(({ planVersionId }) => planVersionId)).toEqual([
      free,
      small,
      large,
    ]);
    await sound();
  });

  it("rests without a fee and without its plan, and begins a whole period when it is resumed", async () => {
    const small = await plan("Kvitt Mini", 99_00n);
    await go(small);
    tenant.clock.set("2026-11-11T11:00:00Z");
    // 20 of 30 days are unused.
    expect(await rest("pause", "2027-01-05T08:00:00Z")).toMatchObject({
      totalMinor: -66_00n,
      next: { at: Temporal.Instant.from("2027-01-05T08:00:00Z"), grossMinor: 99_00n },
    });
    expect((await onPlans()).map(({ planVersionId }) => planVersionId)).toEqual([
      free,
      small,
      free,
      small,
    ]);
    tenant.clock.set("2027-01-03T08:00:00Z");
    await renewDueSubscriptions(tenant.ctx);
    expect(await items()).toHaveLength(2);
    expect(await rest("resume")).toMatchObject({ totalMinor: 99_00n });
    expect(await state()).toMatchObject({
      state: "active",
      resumesAt: null,
      anchorAt: Temporal.Instant.from("2027-01-03T08:00:00Z"),
    });
    await sound();
  });

  it("catches up period by period after a long outage, each with its own fee and days", async () => {
    await go(await plan("Kvitt Mini", 99_00n));
    tenant.clock.set("2027-03-15T11:00:00Z");
    expect(await renewDueSubscriptions(tenant.ctx)).toBe(1);
    expect(await renewDueSubscriptions(tenant.ctx)).toBe(0);
    const periods = await tenant.ctx.db
      .select({ startsAt: subscriptionPeriods.startsAt })
      .from(subscriptionPeriods)
      .where(eq(subscriptionPeriods.tenantId, tenant.tenantId))
      .orderBy(subscriptionPeriods.startsAt);
    expect(periods.map(({ startsAt }) => startsAt.toString())).toEqual([
      "2026-11-01T11:00:00Z",
      "2026-12-01T11:00:00Z",
      "2027-01-01T11:00:00Z",
      "2027-02-01T11:00:00Z",
      "2027-03-01T11:00:00Z",
    ]);
    expect(await items()).toHaveLength(5);
    await sound();
  });

  it("moves its subscribers to a new version when what they paid for is over", async () => {
    const small = await plan("Kvitt Mini", 99_00n);
    await go(small);
    const [version] = await tenant.ctx.db
      .select()
      .from(planVersions)
      .where(eq(planVersions.id, small));
    const terms = {
      interval: "month",
      currencies: [{ currency: "SEK", feeMinor: 119_00n }],
      trialDays: 0,
      includedMicroKwh: micro("10"),
      freeStarts: 0,
    } as const;
    const published = await publishVersion(tenant.ctx, {
      planId: version!.planId,
      version: 2,
      name: "Kvitt Mini",
      draft: ownDraft("4", terms),
      start: "now",
    });
    expect(published.drivers).toBe(1);
    const told = await tenant.ctx.db
      .select({ payload: notifications.payload })
      .from(notifications)
      .where(eq(notifications.tenantId, tenant.tenantId));
    expect(new Set(told.map(({ payload }) => payload["dueOn"]))).toEqual(
      new Set(["2026-11-01", "2026-12-01"]),
    );
    tenant.clock.set("2026-12-01T11:00:00Z");
    await renewDueSubscriptions(tenant.ctx);
    expect(await items()).toEqual([
      ["subscription_fee", 99_00n],
      ["subscription_fee", 119_00n],
    ]);
    expect((await onPlans()).slice(1)).toEqual([
      { planVersionId: small, from: "2026-11-01T11:00:00Z", to: "2026-12-01T11:00:00Z" },
      { planVersionId: published.planVersionId, from: "2026-12-01T11:00:00Z", to: null },
    ]);
    await sound();
  });

  it("whose fee was credited gives back no more of it when the plan changes", async () => {
    await go(await plan("Kvitt Mini", 100_00n));
    await credit("whole");
    tenant.clock.set("2026-11-16T11:00:00Z");
    const shown = await go(await plan("Kvitt Maxi", 200_00n));
    expect(shown.totalMinor).toBe(100_00n);
    expect(await items()).toEqual([
      ["subscription_fee", 100_00n],
      ["proration_charge", 100_00n],
    ]);
    await sound();
    // Half of what is left of a fee that was credited in part.
    await credit(40_00n);
    tenant.clock.set("2026-11-23T23:00:00Z");
    const last = await go(await plan("Kvitt Mega", 0n));
    expect(last.totalMinor).toBe(-30_00n);
    await sound();
  });

  it("is refused to somebody else, and where the plan is not sold in his currency", async () => {
    const small = await plan("Kvitt Mini", 99_00n);
    const stranger = tenant.as(driverActor(newId<"driver">()));
    const wish = { driverId: driver.id, planVersionId: small, when: "now", shownAt: null } as const;
    await expect(previewPlanChange(stranger, wish)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const abroad = await aDriver(tenant.ctx, { currency: "EUR" });
    await onPlan(tenant.ctx, abroad.id, free);
    await expect(
      previewPlanChange(tenant.as(driverActor(abroad.id)), { ...wish, driverId: abroad.id }),
    ).rejects.toMatchObject({ code: "PRECONDITION", detail: { reason: "no-fee" } });
  });
});

describe("fees as income", () => {
  it("are earned by the second, at each month's end and to the last öre at the end", async () => {
    tenant.clock.set("2026-11-16T11:00:00Z");
    await go(await plan("Kvitt Mini", 100_00n));
    tenant.clock.set("2026-12-02T11:00:00Z");
    await recognizeDueFees(tenant.ctx);
    // 80.00 net over 30 days; until midnight of 1 December 14.5 of them: 38.666… → 38.67.
    const [period] = await tenant.ctx.db
      .select()
      .from(subscriptionPeriods)
      .where(eq(subscriptionPeriods.tenantId, tenant.tenantId));
    expect(period).toMatchObject({ recognizedMinor: 38_67n });
    expect(await recognizeDueFees(tenant.ctx)).toBe(0);
    await sound();
    tenant.clock.set("2026-12-16T11:00:00Z");
    await recognizeDueFees(tenant.ctx);
    const [ended] = await tenant.ctx.db
      .select()
      .from(subscriptionPeriods)
      .where(eq(subscriptionPeriods.tenantId, tenant.tenantId));
    expect(ended).toMatchObject({ recognizedMinor: 80_00n });
    await sound();
  });
});

describe("an item", () => {
  it("is billed once for its key, and taken back while no invoice has it", async () => {
    const item = {
      driverId: driver.id,
      kind: "reminder_fee",
      key: "reminder:1",
      basis: "gross",
      currency: "SEK",
      amountMinor: 60_00n,
      words: { code: "reminder_fee", parameters: {} },
      servicedAt: tenant.ctx.clock.now(),
      billAt: null,
    } as const;
    const id = await openBillItem(tenant.ctx, item);
    expect(await openBillItem(tenant.ctx, item)).toBe(id);
    const [row] = await tenant.ctx.db.select().from(billItems).where(eq(billItems.id, id));
    expect(row).toMatchObject({ vatMinor: 0n, grossMinor: 60_00n, perRate: [{ category: "O" }] });
    await sound();
    await voidBillItem(tenant.ctx, id);
    await voidBillItem(tenant.ctx, id);
    await sound();
  });
});
