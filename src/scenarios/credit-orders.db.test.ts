import { and, eq } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { cdrs } from "@/db/schema/cdrs";
import { charges } from "@/db/schema/plans";
import { rateDueCdrs } from "@/services/cdrs/rate-due-cdrs";
import { releaseWaitingCdrs } from "@/services/cdrs/release-waiting";
import { aTenant, type TestTenant } from "@/testing/builders/tenant";
import { testDatabase } from "@/testing/database";
import { expectSoundBooks } from "@/testing/expect-sound-books";
import { aRoamingDriver, cdrOf, creditOf } from "@/testing/roaming-driver";

const database = testDatabase();

/** Two workers and the look for what was waited for, until nothing moves. */
async function work({ ctx, clock }: TestTenant, workers: number) {
  await Promise.all(Array.from({ length: workers }, () => rateDueCdrs(ctx, 2)));
  clock.advance({ seconds: 20 });
  await releaseWaitingCdrs(ctx);
}

/** What the operator is owed and the driver owes in the end, and who stands. */
async function outcome({ ctx, tenantId }: TestTenant) {
  const rows = await ctx.db
    .select({ cdr: cdrs, charge: charges })
    .from(cdrs)
    .leftJoin(charges, and(eq(charges.tenantId, cdrs.tenantId), eq(charges.cdrId, cdrs.id)))
    .where(eq(cdrs.tenantId, tenantId));
  const held = rows.filter(({ cdr }) => cdr.state === "held" || cdr.state === "received");
  return {
    cost: rows.reduce((sum, { cdr }) => sum + (cdr.acceptedCostMinor ?? 0n), 0n),
    owed: rows
      .filter(({ charge }) => charge?.state === "open")
      .map(({ cdr, charge }) => [cdr.ocpiId, charge?.grossMinor]),
    held: held.map(({ cdr }) => cdr.ocpiId),
  };
}

describe("an original, its credit and its replacement", () => {
  it("come to the same in the end, in whatever order they come, how often, and however many workers rate", async () => {
    const original = cdrOf("O", 3, 10);
    const bodies = {
      original,
      credit: creditOf(original, "K"),
      replacement: { ...cdrOf("N", 3, 8), session_id: original.session_id },
    };
    const names = ["original", "credit", "replacement"] as const;
    const story = fc.record({
      order: fc.shuffledSubarray([...names, ...names], { minLength: 6, maxLength: 6 }),
      workedAfter: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
      workers: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(story, async ({ order, workedAfter, workers }) => {
        const tenant = await aTenant(database.pool);
        const { send } = await aRoamingDriver(database.pool, tenant);
        for (const [index, name] of order.entries()) {
          await send("POST", "cdrs", bodies[name]);
          if (workedAfter[index]) await work(tenant, workers);
        }
        for (let round = 0; round < 5; round += 1) await work(tenant, workers);
        expect(await outcome(tenant)).toEqual({ cost: 32_00n, owed: [["N", 45_00n]], held: [] });
        await expectSoundBooks(tenant.ctx.db, tenant.tenantId);
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});
