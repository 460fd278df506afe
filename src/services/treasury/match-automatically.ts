import { and, asc, eq } from "drizzle-orm";

import { asId } from "@/core/ids";
import { bankLines } from "@/db/schema/treasury";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { proposeMatches, type MatchProposal } from "./bank-matchers";
import { matchLine, type LineTarget } from "./match-line";

const MOST = 2_000;

/**
 * Matches the bank lines that can only be one thing: exactly one exact proposal, of the exact amount. Everything else
 * waits for finance. Answers how many were matched.
 */
export async function matchAutomatically(ctx: Ctx): Promise<number> {
  const lines = await ctx.db
    .select()
    .from(bankLines)
    .where(and(eq(bankLines.tenantId, ctx.tenantId), eq(bankLines.state, "unmatched")))
    .orderBy(asc(bankLines.bookedOn), asc(bankLines.id))
    .limit(MOST);
  let matched = 0;
  for (const line of lines) {
    const exact = (await proposeMatches(ctx, line)).filter(
      ({ certainty }) => certainty === "exact",
    );
    const [only] = exact;
    if (exact.length !== 1 || !only) continue;
    try {
      await matchLine(ctx, { lineId: line.id, target: targetOf(only) });
      matched += 1;
    } catch (error) {
      // Somebody was faster, or it changed meanwhile: finance sees it as it is.
      if (!(error instanceof ServiceError) || error.code !== "PRECONDITION") throw error;
    }
  }
  return matched;
}

function targetOf({ kind, id }: MatchProposal): LineTarget {
  if (kind === "payout") return { kind, payoutId: id };
  if (kind === "payment_file") return { kind, paymentFileId: asId<"paymentFile">(id) };
  return { kind, invoiceIds: [asId<"invoice">(id)] };
}
