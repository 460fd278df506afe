import { and, asc, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";

import type { Id } from "@/core/ids";
import { micro } from "@/core/money/quantity";
import { decodeExplanation } from "@/core/rating/stored-price";
import { newId } from "@/db/new-id";
import { cdrs } from "@/db/schema/cdrs";
import { charges } from "@/db/schema/plans";
import { benefitUses, subscriptionPeriods } from "@/db/schema/subscriptions";
import { decideCdr } from "@/services/cdrs/decide-cdr";
import { previewDecision } from "@/services/cdrs/preview-decision";
import { previewCreditNote } from "@/services/credit-notes/preview-credit-note";
import { readCreditable } from "@/services/credit-notes/read-creditable";
import { requestCreditNote } from "@/services/credit-notes/request-credit-note";
import { invoiceNow } from "@/services/invoices/invoice-now";
import { rateDueCdrs } from "@/services/cdrs/rate-due-cdrs";
import { createPlan } from "@/services/plans/publish-plan";
import { staff } from "@/testing/builders/staff";
import { aSubscriptionPlan, ownDraft } from "@/testing/builders/subscription-plan";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { aRoamingDriver, cdrOf, creditOf, rateAll } from "@/testing/roaming-driver";
import { changePlan, previewPlanChange } from "./change-plan";

const database = testDatabase();
let tenant: TestTenant;
let world: Awaited<ReturnType<typeof aRoamingDriver>>;

beforeEach(async () => {
  tenant = await aTenant(database.pool, { now: "2026-10-01T10:00:00Z" });
  world = await aRoamingDriver(database.pool, tenant);
});

async function subscribe(planVersionId: Id<"planVersion">) {
  const wish = { driverId: world.driver.id, planVersionId, when: "now", shownAt: null } as const;
  await changePlan(tenant.ctx, { ...wish, deedId: newId() });
  tenant.clock.set("2026-10-30T10:00:00Z");
}

const included = (kwh: string, freeStarts = 0) =>
  aSubscriptionPlan(tenant.ctx, {
    name: "Kvitt Mini",
    feeMinor: 99_00n,
    includedMicroKwh: micro(kwh),
    freeStarts,
  });

async function push(cdr: unknown) {
  expect((await world.send("POST", "cdrs", cdr)).ocpi).toBe(1000);
}

async function priced() {
  const rows = await tenant.ctx.db
    .select()
    .from(charges)
    .where(eq(charges.tenantId, tenant.tenantId))
    .orderBy(asc(charges.servicedAt));
  return rows.map(({ state, grossMinor }) => [state, grossMinor]);
}

async function used() {
  const [row] = await tenant.ctx.db
    .select()
    .from(subscriptionPeriods)
    .where(eq(subscriptionPeriods.tenantId, tenant.tenantId));
  return [row?.usedMicroKwh, row?.usedStarts];
}

async function held() {
  const [row] = await tenant.ctx.db
    .select()
    .from(cdrs)
    .where(and(eq(cdrs.tenantId, tenant.tenantId), eq(cdrs.state, "held")));
  return row!;
}

const sound = () => expectSoundBooks(database.pool.db, tenant.tenantId);

describe("what a subscription includes", () => {
  it("is for whoever charged first, also where the charges are rated together", async () => {
    await subscribe(await included("25", 1));
    await push(cdrOf("C2", 20, 30));
    await push(cdrOf("C1", 3, 10));
    await rateAll(tenant.ctx);
    // 10 and the start are free; of 30 are 15 left to pay and the start: 15 × 4.00 + 5.00.
    expect(await priced()).toEqual([
      ["open", 0n],
      ["open", 65_00n],
    ]);
    expect(await used()).toEqual([micro("25"), 1]);
    const [dear] = await tenant.ctx.db.select().from(charges).where(eq(charges.grossMinor, 65_00n));
    expect(decodeExplanation(dear?.explanation).at(-1)?.item).toEqual({
      kind: "included-energy",
      energy: micro("15"),
    });
    await sound();
  });

  it("is not used twice by charges that are rated at the same time", async () => {
    await subscribe(await included("25"));
    for (const day of [3, 4, 5, 6]) await push(cdrOf(`C${day}`, day, 10));
    await Promise.all(Array.from({ length: 4 }, () => rateDueCdrs(tenant.ctx, 1)));
    await rateAll(tenant.ctx);
    const amounts = (await priced()).map(([, gross]) => gross);
    // 15 of 40 kWh and four starts are paid, whoever came first.
    expect(amounts.reduce((sum: bigint, gross) => sum + BigInt(gross ?? 0), 0n)).toBe(80_00n);
    expect(await used()).toEqual([micro("25"), 0]);
    await sound();
  });

  it("is given back with a charge that is taken back, once, and the next one has it", async () => {
    await subscribe(await included("25", 1));
    const first = cdrOf("C1", 3, 20);
    await push(first);
    await rateAll(tenant.ctx);
    expect(await used()).toEqual([micro("20"), 1]);
    await push(creditOf(first, "C1-credit"));
    await rateAll(tenant.ctx);
    expect(await used()).toEqual([0n, 0]);
    await push(cdrOf("C2", 4, 25));
    await rateAll(tenant.ctx);
    expect(await priced()).toEqual([
      ["void", 0n],
      ["open", 0n],
    ]);
    const uses = await tenant.ctx.db
      .select({ back: sql<boolean>`${benefitUses.givenBackAt} is not null` })
      .from(benefitUses)
      .where(eq(benefitUses.tenantId, tenant.tenantId))
      .orderBy(asc(benefitUses.usedAt), sql`${benefitUses.givenBackAt} nulls last`);
    expect(uses.map(({ back }) => back)).toEqual([true, false]);
    await sound();
  });

  it("is given back by a credit note of the whole charge that was wrong, not by a part of it or by goodwill", async () => {
    await subscribe(await included("25", 1));
    await push(cdrOf("C1", 3, 40));
    await rateAll(tenant.ctx);
    expect(await used()).toEqual([micro("25"), 1]);
    const finance = tenant.as(staff("finance", 1));
    const [charge] = await tenant.ctx.db
      .select({ id: charges.id })
      .from(charges)
      .where(eq(charges.tenantId, tenant.tenantId));
    const ids = await invoiceNow(finance, { driverId: world.driver.id, expectedCharges: 2 });
    const credit = async (
      cause: "goodwill" | "dispute",
      part: { of: "all" } | { of: "amount"; amountMinor: bigint },
    ) => {
      for (const invoiceId of ids) {
        const source = { of: "invoice", invoiceId } as const;
        const { lines } = await readCreditable(finance, source);
        const line = lines.find(
          (one) => one.line.kind === "charge" && one.line.chargeId === charge?.id,
        );
        if (!line) continue;
        const amount = {
          of: "selection",
          selection: { of: "lines", lines: [{ seq: line.seq, part }] },
        } as const;
        const order = {
          source,
          amount,
          target: "wallet",
          cause,
          reason: "Not his charge",
        } as const;
        const { total } = await previewCreditNote(finance, order);
        const id = newId<"creditNote">();
        await requestCreditNote(finance, { id, totalMinor: total.amountMinor, ...order });
      }
    };
    await credit("dispute", { of: "amount", amountMinor: 10_00n });
    await credit("goodwill", { of: "amount", amountMinor: 10_00n });
    expect(await used()).toEqual([micro("25"), 1]);
    await credit("dispute", { of: "all" });
    expect(await used()).toEqual([0n, 0]);
    await sound();
  });

  it("is used by a cost-plus charge when its cost is accepted, as finance was shown", async () => {
    const { planVersionId } = await createPlan(tenant.ctx, {
      code: "plus",
      kind: "subscription",
      name: "Kvitt Plus",
      draft: {
        mode: "cost_plus",
        basis: "gross",
        prices: [{ currency: "SEK", markup: { percentage: 0, perKwh: 0n, perSession: 0n } }],
        subscription: {
          interval: "month",
          currencies: [{ currency: "SEK", feeMinor: 10_00n }],
          trialDays: 0,
          includedMicroKwh: micro("6"),
          freeStarts: 0,
        },
      },
    });
    await subscribe(planVersionId);
    // The claim is 12.50 above the tariff, so the charge waits and uses nothing.
    await push(cdrOf("C1", 3, 10, 52.5));
    await rateAll(tenant.ctx);
    expect(await priced()).toEqual([["waiting", null]]);
    expect(await used()).toEqual([0n, 0]);
    const { id: cdrId } = await held();
    const shown = await previewDecision(tenant.ctx, { cdrId });
    // 10 × 4.00 × 1.25 = 50.00, of which 6 of 10 kWh are included.
    expect(shown?.own?.driver).toMatchObject({ kind: "booked", gross: { amountMinor: 20_00n } });
    await decideCdr(tenant.ctx, { cdrId, decision: "accept_own", note: "Above the tariff." });
    expect(await priced()).toEqual([["open", 20_00n]]);
    expect(await used()).toEqual([micro("6"), 0]);
    await sound();
  });
});

describe("a driver whose wallet is below zero", () => {
  it("pays that before he goes to a plan that is invoiced", async () => {
    const prepaid = await createPlan(tenant.ctx, {
      code: "prepaid",
      kind: "prepaid",
      name: "Kvitt Kontant",
      draft: ownDraft("4"),
    });
    await subscribe(prepaid.planVersionId);
    await push(cdrOf("C1", 3, 10));
    await rateAll(tenant.ctx);
    expect(await priced()).toEqual([["settled", 45_00n]]);
    const planVersionId = await included("25");
    const wish = { driverId: world.driver.id, planVersionId, when: "now", shownAt: null } as const;
    await expect(previewPlanChange(tenant.ctx, wish)).rejects.toMatchObject({
      code: "PRECONDITION",
      detail: { reason: "wallet-negative", owedMinor: "4500" },
    });
    await sound();
  });
});
