import { and, asc, eq, lte } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { cdrs } from "@/db/schema/cdrs";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { holdText, type Hold } from "./hold";
import { rateCharges } from "./rate-charges";
import { rateCredits } from "./rate-credits";
import { storeHolds } from "./store-holds";

type CdrRow = typeof cdrs.$inferSelect;

/** After so many failures a CDR is held for people to look at. */
const MAX_ATTEMPTS = 5;

const FAILED: Hold = { code: "error", words: "it could not be rated" };

/**
 * Rates CDRs that wait, oldest first, in one transaction: price, verdict, and for what is accepted by
 * policy the journals of both sides; then the credits among them, which find their originals rated. Other
 * workers' rows are passed over. Returns how many were taken. A CDR that cannot be rated does not stop the others:
 * alone, it comes due again and is held in the end.
 */
export async function rateDueCdrs(ctx: Ctx, limit = 64): Promise<number> {
  try {
    return await rateBatch(ctx, limit);
  } catch (error) {
    if (limit === 1) throw error;
    ctx.log.warn({ error }, "a batch of CDRs failed; they are rated one by one");
    return rateOneByOne(ctx, limit);
  }
}

async function rateBatch(
  ctx: Ctx,
  limit: number,
  onTaken?: (due: readonly CdrRow[]) => void,
): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const due = await takeDue(tx, limit);
    onTaken?.(due);
    await rateCharges(
      tx,
      due.filter(({ isCredit }) => !isCredit),
    );
    await rateCredits(
      tx,
      due.filter(({ isCredit }) => isCredit),
    );
    return due.length;
  });
}

async function rateOneByOne(ctx: Ctx, limit: number): Promise<number> {
  let taken = 0;
  for (; taken < limit; taken += 1) {
    let one: CdrRow | undefined;
    const done = await rateBatch(ctx, 1, ([row]) => {
      one = row;
    }).catch(async (error: unknown) => {
      if (!one) throw error;
      return postpone(ctx, one.id, error);
    });
    if (done === 0) break;
  }
  return taken;
}

async function takeDue(ctx: Ctx, limit: number): Promise<CdrRow[]> {
  return ctx.db
    .select()
    .from(cdrs)
    .where(
      and(
        eq(cdrs.tenantId, ctx.tenantId),
        eq(cdrs.state, "received"),
        lte(cdrs.dueAt, ctx.clock.now()),
      ),
    )
    .orderBy(asc(cdrs.dueAt), asc(cdrs.id))
    .limit(limit)
    .for("update", { skipLocked: true });
}

// Its lock went with the failed transaction: where another worker has it by now, that one tries, too.
async function postpone(ctx: Ctx, id: Id<"cdr">, error: unknown): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .select()
      .from(cdrs)
      .where(and(eq(cdrs.tenantId, tx.tenantId), eq(cdrs.id, id), eq(cdrs.state, "received")))
      .for("update", { skipLocked: true });
    if (!row) return 1;
    const message = error instanceof Error ? error.message : String(error);
    ctx.log.error({ error, cdrId: row.id }, "a CDR could not be rated");
    const isLast = row.attempts + 1 >= MAX_ATTEMPTS;
    const held = { state: "held" as const, heldReasons: [holdText(FAILED)] };
    await tx.db
      .update(cdrs)
      .set({
        attempts: row.attempts + 1,
        lastError: message.slice(0, 500),
        dueAt: tx.clock.now().add({ seconds: 15 * 2 ** row.attempts }),
        ...(isLast && held),
      })
      .where(and(eq(cdrs.tenantId, tx.tenantId), eq(cdrs.id, row.id)));
    if (isLast) await storeHolds(tx, [{ cdrId: row.id, holds: [FAILED] }]);
    return 1;
  });
}
