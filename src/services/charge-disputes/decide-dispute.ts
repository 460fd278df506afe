import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { advanceDispute } from "./advance-dispute";
import { findSeenDispute } from "./dispute-row";

/** A dispute, and words that the driver reads. */
export interface DisputeWords {
  readonly id: string;
  readonly words: string;
}

/**
 * Finance promises that a charge is given back, before it can be credited or while the operator's Credit CDR is still to
 * come, with words for the driver, who is told by mail. No money moves by it.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID (no words), PRECONDITION (decided already).
 */
export async function agreeDispute(ctx: Ctx, input: DisputeWords): Promise<void> {
  await decide(ctx, input, "agree");
}

/**
 * Finance finds a charge right: ends the dispute with words for the driver, who is told by mail.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID (no words), PRECONDITION (decided already).
 */
export async function refuseDispute(ctx: Ctx, input: DisputeWords): Promise<void> {
  await decide(ctx, input, "refuse");
}

async function decide(
  ctx: Ctx,
  { id, words }: DisputeWords,
  deed: "agree" | "refuse",
): Promise<void> {
  const text = words.trim();
  if (text === "") throw new ServiceError("INVALID", "Say why, for the driver to read.");
  await inTransaction(ctx, async (tx) => {
    const row = await findSeenDispute(tx, "finance", id, { lock: true });
    await advanceDispute(tx, row, { deed, as: "finance", text });
  });
}
