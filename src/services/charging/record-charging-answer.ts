import type { Id } from "@/core/ids";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { lockWish, moveWish } from "./charging-row";
import type { PreferencesAnswer, ProfileAnswer } from "./charging-state";

/** What came of sending a wish. */
export type ChargingAnswer =
  | {
      readonly kind: "answered";
      readonly result: PreferencesAnswer | ProfileAnswer;
      /** Seconds until which the station's result may come; null where the CPO does not say. */
      readonly timeoutS: number | null;
      /** What had to be overlooked to read the answer. */
      readonly notes: readonly string[];
    }
  /** `unanswered`: sent again later. `turned-down`: the CPO does not take it. `unsendable`: we can't send it. */
  | { readonly kind: "unanswered" | "turned-down" | "failed"; readonly error: string };

const USUAL_TIMEOUT_S = 60;
const LEAST_TIMEOUT_S = 10;
const LONGEST_TIMEOUT_S = 600;
/** Results set out at the last moment are still on their way. */
const GRACE_S = 5;

/**
 * Keeps the CPO's answer to a wish. The station's result may have come before it: what that decided stays. The
 * system's own.
 * @throws ServiceError NOT_FOUND.
 */
export async function recordChargingAnswer(
  ctx: Ctx,
  id: Id<"other">,
  answer: ChargingAnswer,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const row = await lockWish(tx, id);
    if (answer.kind !== "answered") {
      const { kind, error } = answer;
      await moveWish(tx, row, {
        signal: { kind },
        values: { lastError: error },
        detail: { error },
      });
      return;
    }
    const { result, timeoutS, notes } = answer;
    const waitS = Math.min(
      Math.max(timeoutS ?? USUAL_TIMEOUT_S, LEAST_TIMEOUT_S),
      LONGEST_TIMEOUT_S,
    );
    const answerDueAt = tx.clock.now().add({ seconds: waitS + GRACE_S });
    await moveWish(tx, row, {
      signal: { kind: "answered", result },
      values: {
        syncResult: result,
        lastError: null,
        ...(row.kind !== "PREFERENCES" && result === "ACCEPTED" && { answerDueAt }),
      },
      detail: { timeoutS, notes },
    });
  });
}
