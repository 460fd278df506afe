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
 * Finance finds that a charge is to be given back, before it can be credited or while the operator's Credit CDR is still
 * to come. No money moves by it.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, PRECONDITION (decided already).
 */
export async function agreeDispute(ctx: Ctx, input: DisputeWords): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const row = await findSeenDispute(tx, "finance", input.id, { lock: true });
    await advanceDispute(tx, row, { deed: "agree", as: "finance", text: input.words.trim() });
  });
}

/**
 * Finance finds a charge right: ends the dispute with words for the driver, who is told by mail.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, INVALID (no words), PRECONDITION (decided already).
 */
export async function refuseDispute(ctx: Ctx, input: DisputeWords): Promise<void> {
  const text = input.words.trim();
  if (text === "") throw new ServiceError("INVALID", "Say why, for the driver to read.");
  await inTransaction(ctx, async (tx) => {
    const row = await findSeenDispute(tx, "finance", input.id, { lock: true });
    await advanceDispute(tx, row, { deed: "refuse", as: "finance", text });
  });
}
