import { and, asc, eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";

import { newId } from "@/db/new-id";
import { DEFAULT_POLICY } from "@/core/rating/rating-policy";
import { cdrRatings, cdrs } from "@/db/schema/cdrs";
import { auditEvents } from "@/db/schema/notifications";
import type { Role } from "@/db/schema/users";
import { releaseWaitingCdrs } from "@/services/cdrs/release-waiting";
import type { Ctx } from "@/services/context";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { aRoamingDriver, cdrOf, rateAll } from "@/testing/roaming-driver";
import { getRatingSettings } from "./get-rating-settings";
import { previewRatingSettings } from "./preview-rating-settings";
import { readRatingSettings } from "./rating-settings";
import { updateRatingSettings } from "./update-rating-settings";

const database = testDatabase();
const usual = readRatingSettings({});

function person(tenant: TestTenant, ...roles: readonly Role[]): Ctx {
  const userId = newId<"user">();
  return tenant.as({ kind: "user", userId, email: "p@kvitt.example", roles, driverId: null });
}

async function start() {
  const tenant = await aTenant(database.pool);
  const roaming = await aRoamingDriver(database.pool, tenant);
  return { tenant, finance: person(tenant, "finance"), ...roaming };
}

/** A charge by a tariff of its own: 4.00 a kWh in blocks of whole kWh. */
function inBlocks(id: string, day: number, kwh: number, claim: number) {
  const cdr = cdrOf(id, day, kwh, claim);
  const tariff = {
    ...cdr.tariffs[0],
    id: "BLOCKS",
    elements: [{ price_components: [{ type: "ENERGY", price: 4.0, vat: 25, step_size: 1_000 }] }],
  };
  const periods = cdr.charging_periods.map((one) => ({ ...one, tariff_id: "BLOCKS" }));
  return { ...cdr, tariffs: [tariff], charging_periods: periods };
}

async function statesOf({ ctx, tenantId }: TestTenant) {
  const rows = await ctx.db
    .select({ id: cdrs.ocpiId, state: cdrs.state, verdict: cdrs.verdict })
    .from(cdrs)
    .where(eq(cdrs.tenantId, tenantId))
    .orderBy(asc(cdrs.ocpiId));
  return rows.map(({ id, state, verdict }) => `${id} ${state} ${verdict}`);
}

async function ratingsOf({ ctx, tenantId }: TestTenant) {
  return ctx.db
    .select({ own: cdrRatings.ownExclMicro, policy: cdrRatings.policy })
    .from(cdrRatings)
    .where(eq(cdrRatings.tenantId, tenantId))
    .orderBy(asc(cdrRatings.ratedAt), asc(cdrRatings.id));
}

describe("what is set for rating a partner", () => {
  it("moves the tolerance of its next rating, and what was held for it is rated again", async () => {
    const { tenant, finance, partner, send } = await start();
    await send("POST", "cdrs", cdrOf("A", 10, 5, 20.4));
    await rateAll(tenant.ctx);
    expect(await statesOf(tenant)).toEqual(["A held mismatch"]);
    tenant.clock.advance({ minutes: 5 });
    await updateRatingSettings(finance, partner.id, { ...usual, toleranceMicro: 500_000n });
    await send("POST", "cdrs", cdrOf("B", 11, 5, 20.4));
    await releaseWaitingCdrs(tenant.ctx);
    await rateAll(tenant.ctx);
    expect(await statesOf(tenant)).toEqual(["A accepted rounding", "B accepted rounding"]);
    tenant.clock.advance({ minutes: 5 });
    await updateRatingSettings(finance, partner.id, usual);
    await send("POST", "cdrs", cdrOf("C", 12, 5, 20.4));
    await releaseWaitingCdrs(tenant.ctx);
    await rateAll(tenant.ctx);
    expect((await statesOf(tenant)).at(-1)).toBe("C held mismatch");
    await expectSoundBooks(database.pool.db, tenant.tenantId);
  });

  it("is asymmetric: a claim below ours has bounds of its own", async () => {
    const { tenant, finance, partner, send } = await start();
    const wanted = { ...usual, toleranceBelowMicro: 3_000_000n };
    await updateRatingSettings(finance, partner.id, wanted);
    await send("POST", "cdrs", cdrOf("A", 10, 5, 17.6));
    await send("POST", "cdrs", cdrOf("B", 11, 5, 22.4));
    await rateAll(tenant.ctx);
    expect(await statesOf(tenant)).toEqual(["A accepted rounding", "B held mismatch"]);
  });

  it("bounds what is let pass on one invoice in all", async () => {
    const { tenant, finance, partner, send } = await start();
    const wanted = { ...usual, toleranceMicro: 500_000n, cumulativeToleranceMicro: 700_000n };
    await updateRatingSettings(finance, partner.id, wanted);
    for (const [index, id] of ["A", "B", "C"].entries()) {
      await send("POST", "cdrs", {
        ...cdrOf(id, 10 + index, 5, 20.33),
        invoice_reference_id: "I1",
      });
      await rateAll(tenant.ctx);
    }
    expect(await statesOf(tenant)).toEqual([
      "A accepted rounding",
      "B accepted rounding",
      "C held rounding",
    ]);
  });

  it("is the policy that the next rating prices by and stores", async () => {
    const { tenant, finance, partner, send } = await start();
    await send("POST", "cdrs", inBlocks("A", 10, 4.3, 20));
    await rateAll(tenant.ctx);
    tenant.clock.advance({ minutes: 1 });
    const policy = { ...DEFAULT_POLICY, appliesStepSize: false };
    await updateRatingSettings(finance, partner.id, { ...usual, policy });
    await send("POST", "cdrs", inBlocks("B", 11, 4.3, 17.2));
    await rateAll(tenant.ctx);
    expect(await ratingsOf(tenant)).toEqual([
      { own: 20_000_000n, policy: DEFAULT_POLICY },
      { own: 17_200_000n, policy },
    ]);
    expect(await statesOf(tenant)).toEqual(["A accepted match", "B accepted match"]);
    await expectSoundBooks(database.pool.db, tenant.tenantId);
  });

  it("notes or holds a finding as it says", async () => {
    const { tenant, finance, partner, send } = await start();
    const findings = {
      ...usual.findings,
      "overlap-token": "hold",
      "overlap-evse": "hold",
    } as const;
    await send("POST", "cdrs", cdrOf("A", 10, 5));
    await rateAll(tenant.ctx);
    await updateRatingSettings(finance, partner.id, { ...usual, findings });
    await send("POST", "cdrs", cdrOf("B", 10, 5));
    await rateAll(tenant.ctx);
    const noted = { ...findings, "overlap-token": "note", "overlap-evse": "note" } as const;
    expect((await statesOf(tenant)).at(-1)).toBe("B held match");
    tenant.clock.advance({ minutes: 5 });
    await updateRatingSettings(finance, partner.id, { ...usual, findings: noted });
    await releaseWaitingCdrs(tenant.ctx);
    await rateAll(tenant.ctx);
    expect((await statesOf(tenant)).at(-1)).toBe("B accepted match");
  });

  it("is kept where it differs from the default, beside the rest, with who and what in the audit", async () => {
    const { tenant, finance, partner } = await start();
    const operations = person(tenant, "operations");
    const wanted = { ...usual, tolerancePpm: 10_000, contractCheck: "note" } as const;
    await updateRatingSettings(operations, partner.id, wanted);
    expect((await getRatingSettings(finance, partner.id)).settings).toEqual(wanted);
    const audit = await tenant.ctx.db
      .select({ detail: auditEvents.detail })
      .from(auditEvents)
      .where(
        and(
          eq(auditEvents.tenantId, tenant.tenantId),
          eq(auditEvents.action, "partner.rating_settings_changed"),
        ),
      );
    const after = { tolerancePpm: 10_000, contractCheck: "note" };
    expect(audit.map(({ detail }) => detail)).toEqual([{ before: {}, after }]);
  });

  it("is neither shown nor changed for drivers, partners and another tenant", async () => {
    const { tenant, partner } = await start();
    const { id } = partner;
    for (const ctx of [person(tenant, "driver"), person(tenant)]) {
      await expect(updateRatingSettings(ctx, id, usual)).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
      await expect(previewRatingSettings(ctx, id, usual)).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
      await expect(getRatingSettings(ctx, id)).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
    const other = person(await aTenant(database.pool), "finance");
    await expect(updateRatingSettings(other, id, usual)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(previewRatingSettings(other, id, usual)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
});

describe("the effect of settings before they are saved", () => {
  it("is what rating then does, and nothing of it is stored", async () => {
    const { tenant, finance, partner, send } = await start();
    await send("POST", "cdrs", cdrOf("A", 10, 5));
    await send("POST", "cdrs", cdrOf("B", 11, 5, 20.4));
    await send("POST", "cdrs", cdrOf("C", 12, 5, 29));
    await send("POST", "cdrs", cdrOf("OLD", 1, 5, 20.4));
    await rateAll(tenant.ctx);
    const before = { states: await statesOf(tenant), ratings: await ratingsOf(tenant) };
    const wanted = { ...usual, toleranceMicro: 500_000n };
    const effect = await previewRatingSettings(finance, partner.id, wanted);
    expect(effect).toMatchObject({
      total: 3,
      rated: 3,
      before: { accepted: 1, held: 2 },
      after: { accepted: 2, held: 1 },
      released: 1,
      changed: 1,
      sums: [
        {
          currency: "SEK",
          beforeMicro: 9_400_000n,
          afterMicro: 9_400_000n,
          passedBeforeMicro: 0n,
          passedAfterMicro: 400_000n,
        },
      ],
    });
    expect(effect.changes).toMatchObject([
      {
        ocpiId: "B",
        state: "held",
        claimedMicro: 20_400_000n,
        before: { isAccepted: false, verdict: "mismatch", reasons: ["mismatch"] },
        after: { isAccepted: true, verdict: "rounding", differenceMicro: 400_000n, reasons: [] },
      },
    ]);
    expect({ states: await statesOf(tenant), ratings: await ratingsOf(tenant) }).toEqual(before);
    expect((await getRatingSettings(finance, partner.id)).settings).toEqual(usual);
    tenant.clock.advance({ minutes: 5 });
    await updateRatingSettings(finance, partner.id, wanted);
    await releaseWaitingCdrs(tenant.ctx);
    await rateAll(tenant.ctx);
    expect(await statesOf(tenant)).toEqual([
      "A accepted match",
      "B accepted rounding",
      "C held mismatch",
      "OLD accepted rounding",
    ]);
  });

  it("shows our figure by another reading, and what an invoice lets pass in all", async () => {
    const { tenant, finance, partner, send } = await start();
    await send("POST", "cdrs", inBlocks("A", 10, 4.3, 20));
    await send("POST", "cdrs", cdrOf("B", 11, 5, 20.33));
    await send("POST", "cdrs", cdrOf("C", 12, 5, 20.33));
    await rateAll(tenant.ctx);
    const policy = { ...DEFAULT_POLICY, appliesStepSize: false };
    const stepless = await previewRatingSettings(finance, partner.id, { ...usual, policy });
    expect(stepless.changes).toMatchObject([
      { ocpiId: "A", before: { ownMicro: 20_000_000n }, after: { ownMicro: 17_200_000n } },
    ]);
    const bounded = { ...usual, toleranceMicro: 500_000n, cumulativeToleranceMicro: 400_000n };
    const effect = await previewRatingSettings(finance, partner.id, bounded);
    expect(effect.after).toEqual({ accepted: 2, held: 1 });
    const held = effect.changes.filter(({ after }) => !after.isAccepted);
    expect(held).toMatchObject([{ ocpiId: "C", after: { reasons: ["cumulative-tolerance"] } }]);
  });

  it("refuses values out of their bounds before it rates", async () => {
    const { finance, partner } = await start();
    const wrong = { ...usual, tolerancePpm: 50_001 };
    await expect(previewRatingSettings(finance, partner.id, wrong)).rejects.toMatchObject({
      code: "INVALID",
    });
  });
});
