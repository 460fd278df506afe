import type { cdrs } from "@/db/schema/cdrs";
import type { Ctx } from "@/services/context";
import { findOriginals } from "./find-originals";
import { judgeCredit } from "./judge-credit";

type CdrRow = typeof cdrs.$inferSelect;

/**
 * The CDR that a held Credit CDR means and could take back whole: here, and not taken back by another. Null where there
 * is none. `lock` takes its row for this transaction; without, a decision is only being looked at.
 */
export async function meantOriginal(
  ctx: Ctx,
  credit: CdrRow,
  { lock }: { readonly lock: boolean },
): Promise<CdrRow | null> {
  const found = await findOriginals(ctx, [credit], { lock });
  return judgeCredit(credit, found.get(credit.id)?.candidates ?? [], new Map()).original;
}
