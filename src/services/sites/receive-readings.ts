import { asId, type Id } from "@/core/ids";
import { siteReadings } from "@/db/schema/sites";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { findNode } from "./find-node";
import { findSite, readNodes } from "./site-tables";
import { watchLoad } from "./watch-load";

/** What a meter showed of a whole part of a site, charging included. */
export interface ReadingInput {
  /** Id or name of the part; null: the grid connection. */
  readonly node: string | null;
  readonly at: Temporal.Instant;
  /** W over all phases; below 0 where the part feeds the grid. */
  readonly powerW: number;
}

const MOST_READINGS = 1_000;
const MOST_W = 100_000_000;
/** Clocks of meters may be ahead of ours by so much. */
const AHEAD = { minutes: 1 } as const;
const OLDEST = { hours: 24 * 7 } as const;

/**
 * Keeps what a site's meters showed; a reading that is known already changes nothing. Answers how many were new.
 * @throws ServiceError NOT_FOUND, INVALID with `fault` "too-many", "bad-power", "in-the-future", "too-old",
 * "unknown-node" or "ambiguous-node"; then none is kept.
 */
export async function receiveReadings(
  ctx: Ctx,
  siteId: Id<"site">,
  readings: readonly ReadingInput[],
): Promise<number> {
  requireRole(ctx, "operations");
  const now = ctx.clock.now();
  if (readings.length > MOST_READINGS) {
    throw new ServiceError("INVALID", "1,000 readings at most at once.", { fault: "too-many" });
  }
  for (const reading of readings) refuseReading(reading, now);
  if (readings.length === 0) return 0;
  return inTransaction(ctx, async (tx) => {
    await findSite(tx, siteId);
    const nodes = await readNodes(tx, siteId);
    const rows = readings.map(({ node, at, powerW }) => ({
      tenantId: tx.tenantId,
      nodeId: asId<"siteNode">(findNode(nodes, node).id),
      at,
      siteId,
      powerW,
      receivedAt: now,
    }));
    const stored = await tx.db
      .insert(siteReadings)
      .values(rows)
      .onConflictDoNothing()
      .returning({ at: siteReadings.at });
    if (stored.length > 0) await watchLoad(tx, siteId);
    return stored.length;
  });
}

function refuseReading({ at, powerW }: ReadingInput, now: Temporal.Instant): void {
  const refuse = (fault: string, words: string): never => {
    throw new ServiceError("INVALID", words, { fault, at: at.toString() });
  };
  if (!Number.isInteger(powerW) || Math.abs(powerW) > MOST_W) {
    refuse("bad-power", "A power is a whole number of W.");
  }
  if (Temporal.Instant.compare(at, now.add(AHEAD)) > 0) {
    refuse("in-the-future", "A reading lies in the future.");
  }
  if (Temporal.Instant.compare(at, now.subtract(OLDEST)) < 0) {
    refuse("too-old", "A reading is older than a week.");
  }
}
