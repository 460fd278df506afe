import { adoptSession, type StoredSession } from "@/services/commands/adopt-session";
import type { Ctx } from "@/services/context";
import { lockSession } from "@/services/price-locks/lock-session";
import { watchSession } from "@/services/session-watch/watch-session";
import { holdSession } from "@/services/wallet/hold-session";

/**
 * Ties a session that will be billed to the command that it came of, to its locked prices and to the credit that is held
 * for it, and has it watched. Call it in the transaction that stores the session. Says what its message should note.
 */
export async function bindSession(tx: Ctx, stored: StoredSession): Promise<readonly string[]> {
  await adoptSession(tx, stored);
  const notes = await lockSession(tx, stored);
  await holdSession(tx, stored);
  await watchSession(tx, stored);
  return notes;
}
