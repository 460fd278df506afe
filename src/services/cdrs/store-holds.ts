import { and, eq, isNull } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { isOneOf } from "@/db/is-one-of";
import { insertRows } from "@/db/insert-rows";
import { newId } from "@/db/new-id";
import { cdrHolds } from "@/db/schema/cdrs";
import { actorName } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import type { Hold } from "./hold";

/** What released a hold. */
export type ReleasedHow = NonNullable<typeof cdrHolds.$inferSelect.releasedHow>;

/** A CDR and all that it is held for now; nothing for one that is not held. */
export interface HeldFor {
  readonly cdrId: Id<"cdr">;
  readonly holds: readonly Hold[];
}

/**
 * Brings the open holds of CDRs to what they are held for now: a new reason is opened, one that is gone is
 * released as `rerated`, one that stays keeps the time since when it holds. The CDRs' rows are locked by the caller.
 */
export async function storeHolds(ctx: Ctx, held: readonly HeldFor[]): Promise<void> {
  const open = await readOpen(ctx, held);
  const wanted = held.flatMap(({ cdrId, holds }) =>
    // One code once: the first says why.
    [...new Map(holds.toReversed().map((hold) => [hold.code, hold])).values()].map((hold) => ({
      cdrId,
      hold,
    })),
  );
  const known = new Set(open.map(({ cdrId, code, otherCdrId }) => keyOf(cdrId, code, otherCdrId)));
  const wantedKey = ({ cdrId, hold }: (typeof wanted)[number]) =>
    keyOf(cdrId, hold.code, hold.otherCdrId ?? null);
  const still = new Set(wanted.map(wantedKey));
  const gone = open.filter(
    ({ cdrId, code, otherCdrId }) => !still.has(keyOf(cdrId, code, otherCdrId)),
  );
  await releaseRows(
    ctx,
    gone.map(({ id }) => id),
    "rerated",
  );
  await insertRows(
    ctx.db,
    cdrHolds,
    wanted
      .filter((one) => !known.has(wantedKey(one)))
      .map(({ cdrId, hold }) => holdRow(ctx, cdrId, hold)),
  );
}

// The same reason for another CDR is another reason.
function keyOf(cdrId: Id<"cdr">, code: string, otherCdrId: Id<"cdr"> | null): string {
  return `${cdrId} ${code} ${otherCdrId}`;
}

/** Releases every open hold of some CDRs. */
export async function releaseHolds(
  ctx: Ctx,
  cdrIds: readonly Id<"cdr">[],
  how: ReleasedHow,
): Promise<void> {
  const open = await readOpen(
    ctx,
    cdrIds.map((cdrId) => ({ cdrId })),
  );
  await releaseRows(
    ctx,
    open.map(({ id }) => id),
    how,
  );
}

function holdRow(ctx: Ctx, cdrId: Id<"cdr">, hold: Hold): typeof cdrHolds.$inferInsert {
  return {
    tenantId: ctx.tenantId,
    id: newId<"other">(),
    cdrId,
    code: hold.code,
    detail: { ...hold.detail, words: hold.words },
    otherCdrId: hold.otherCdrId ?? null,
    heldAt: ctx.clock.now(),
  };
}

async function readOpen(ctx: Ctx, of: readonly { readonly cdrId: Id<"cdr"> }[]) {
  if (of.length === 0) return [];
  const ids = of.map(({ cdrId }) => cdrId);
  return ctx.db
    .select({
      id: cdrHolds.id,
      cdrId: cdrHolds.cdrId,
      code: cdrHolds.code,
      otherCdrId: cdrHolds.otherCdrId,
    })
    .from(cdrHolds)
    .where(
      and(
        eq(cdrHolds.tenantId, ctx.tenantId),
        isOneOf(cdrHolds.cdrId, ids),
        isNull(cdrHolds.releasedAt),
      ),
    );
}

async function releaseRows(ctx: Ctx, ids: readonly Id[], how: ReleasedHow): Promise<void> {
  if (ids.length === 0) return;
  await ctx.db
    .update(cdrHolds)
    .set({
      releasedAt: ctx.clock.now(),
      releasedBy: actorName(ctx.actor),
      releasedHow: how,
    })
    .where(
      and(
        eq(cdrHolds.tenantId, ctx.tenantId),
        isOneOf(cdrHolds.id, ids),
        isNull(cdrHolds.releasedAt),
      ),
    );
}
