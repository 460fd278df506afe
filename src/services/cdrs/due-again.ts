import { sql } from "drizzle-orm";

import { decodeCdr } from "@/core/roaming/json";
import { cdrs } from "@/db/schema/cdrs";
import { updateRows } from "@/db/update-rows";
import type { Ctx } from "@/services/context";
import { CDRS_CHANNEL } from "./cdrs-channel";
import { matchTokens } from "./match-tokens";

type CdrRow = typeof cdrs.$inferSelect;

/**
 * Makes held CDRs, locked by the caller, due to be rated again, and wakes the raters. Their tokens are looked for again.
 * What holds them stays open until they are rated: then each reason goes or stays.
 */
export async function dueAgain(ctx: Ctx, rows: readonly CdrRow[]): Promise<void> {
  if (rows.length === 0) return;
  const matches = await matchTokens(
    ctx.db,
    rows.map((row) => {
      const { cdrToken, authorizationReference } = decodeCdr(row.core);
      return { tenantId: row.tenantId, cdrToken, authorizationReference };
    }),
  );
  await updateRows(
    ctx.db,
    cdrs,
    ["tenantId", "id"],
    rows.map((row, index) => ({
      tenantId: row.tenantId,
      id: row.id,
      state: "received" as const,
      driverId: matches[index]?.driverId ?? row.driverId,
      tokenId: matches[index]?.tokenId ?? row.tokenId,
      attempts: 0,
      dueAt: ctx.clock.now(),
    })),
  );
  await ctx.db.execute(sql`select pg_notify(${CDRS_CHANNEL}, '')`);
}
