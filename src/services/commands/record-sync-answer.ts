import type { Id } from "@/core/ids";
import type { DisplayText } from "@/core/roaming/party";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { lockCommand, moveCommand, textForDriver } from "./command-row";
import type { SyncResult } from "./command-state";

/** What came of sending a command. OCPI 2.2.1 mod_commands, CommandResponse. */
export type SyncAnswer =
  | {
      readonly kind: "answered";
      readonly result: SyncResult;
      /** Seconds until which the station's result may come; null where the CPO does not say. */
      readonly timeoutS: number | null;
      readonly messages: readonly DisplayText[];
    }
  /** No usable answer; the CPO may have taken it. */
  | { readonly kind: "unanswered"; readonly error: string }
  /** The CPO did not take it. */
  | { readonly kind: "refused"; readonly error: string };

const USUAL_TIMEOUT_S = 60;
const LEAST_TIMEOUT_S = 10;
const LONGEST_TIMEOUT_S = 600;
/** Results set out at the last moment are still on their way. */
const GRACE_S = 5;

/**
 * Keeps the CPO's answer to a command. The station's result, or even the session, may have come before it: what they
 * decided stays. The system's own.
 * @throws ServiceError NOT_FOUND.
 */
export async function recordSyncAnswer(
  ctx: Ctx,
  commandId: Id<"other">,
  answer: SyncAnswer,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const row = await lockCommand(tx, commandId);
    if (answer.kind !== "answered") {
      const { kind, error } = answer;
      await moveCommand(tx, row, {
        signal: { kind },
        values: { lastError: error },
        detail: { error },
      });
      return;
    }
    const { result, timeoutS, messages } = answer;
    const waitS = Math.min(
      Math.max(timeoutS ?? USUAL_TIMEOUT_S, LEAST_TIMEOUT_S),
      LONGEST_TIMEOUT_S,
    );
    const message = await textForDriver(tx, row.driverId, messages);
    await moveCommand(tx, row, {
      signal: { kind: "answered", result },
      values: {
        syncResult: result,
        answerDueAt: tx.clock.now().add({ seconds: waitS + GRACE_S }),
        ...(message !== null && row.message === null && { message }),
      },
      detail: { timeoutS, messages },
    });
  });
}
