import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { allowSpending, findSpendingFacts, type SpendingAsk } from "./allow-spending";

/**
 * Clears a start from the app with the driver's wallet and limits, and holds of a prepaid wallet what the charge is
 * estimated to cost. Call it in the transaction that stores the command.
 * @throws ServiceError PRECONDITION: `reason` "NO_CREDIT", `cause` "in-debt", "no-credit" or "limit" (then with its
 * `span`, and what is left and expected, in minor units of `currency`).
 */
export async function holdForStart(tx: Ctx, ask: SpendingAsk): Promise<void> {
  const facts = await findSpendingFacts(tx, ask.driverId, ask.spending);
  const refusal = facts && (await allowSpending(tx, ask, facts));
  if (!refusal) return;
  const { cause } = refusal;
  if (cause !== "limit") {
    throw new ServiceError("PRECONDITION", "There is too little in your wallet.", {
      reason: "NO_CREDIT",
      cause,
    });
  }
  const { limit, leftMinor, expectedMinor } = refusal.reached;
  throw new ServiceError("PRECONDITION", "A spending limit of yours is reached.", {
    reason: "NO_CREDIT",
    cause,
    span: limit.span,
    currency: limit.currency,
    leftMinor: leftMinor.toString(),
    ...(expectedMinor !== null && { expectedMinor: expectedMinor.toString() }),
  });
}
