import { and, eq } from "drizzle-orm";
import { decodeSession } from "@/core/roaming/json";
import type { Session } from "@/core/roaming/session";
import { newId } from "@/db/new-id";
import { sessions } from "@/db/schema/sessions";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { isOutdated } from "@/services/messages/is-older";
import type { ObjectKey } from "@/services/messages/object-key";
import { type Merge, type PatchReceipt, patchVerdict } from "@/services/messages/patch-receipt";
import { type InboundMessage, storeInbound } from "@/services/messages/store-message";
import { bindSession } from "./bind-session";
import { sessionIs } from "./find-session";
import { sessionColumns } from "./session-row";
import {
  placeSession,
  type PlacedSession,
  withoutDriver,
  withoutForeignDrivers,
} from "./steered-token";

/** Applies a CPO's change to a session, one at a time. A change older than the session changes nothing. */
export async function receiveSessionPatch(
  ctx: Ctx,
  input: {
    readonly key: ObjectKey;
    /** As the change states it; null where it states none (OCPI 2.1.1). */
    readonly lastUpdated: Temporal.Instant | null;
    readonly merge: Merge<Session>;
    readonly message: InboundMessage;
  },
): Promise<PatchReceipt> {
  return inTransaction(ctx, async (tx) => {
    const messageId = newId<"message">();
    const { receipt, placed, notes = [] } = await applyPatch(tx, input, messageId);
    const message = { ...input.message, notes };
    const kept = placed ? withoutDriver(placed, message) : await withoutForeignDrivers(tx, message);
    await storeInbound(tx, kept, { id: messageId, ...patchVerdict(receipt) });
    return receipt;
  });
}

async function applyPatch(
  tx: Ctx,
  input: Parameters<typeof receiveSessionPatch>[1],
  messageId: ReturnType<typeof newId<"message">>,
): Promise<{ receipt: PatchReceipt; placed?: PlacedSession; notes?: readonly string[] }> {
  const [held] = await tx.db
    .select({
      id: sessions.id,
      partnerId: sessions.partnerId,
      core: sessions.core,
      lastUpdated: sessions.lastUpdated,
    })
    .from(sessions)
    .where(sessionIs(tx, input.key))
    .for("update");
  if (!held) return { receipt: { outcome: "unknown" } };
  if (input.lastUpdated && isOutdated(input.lastUpdated, held.lastUpdated, tx.clock.now()))
    return { receipt: { outcome: "stale" } };
  const merged = input.merge(decodeSession(held.core));
  if (!merged.ok) return { receipt: { outcome: "rejected", reasons: merged.reason } };
  const placed = await placeSession(tx, merged.value.value);
  const { session, match, purpose } = placed;
  await tx.db
    .update(sessions)
    .set({ ...sessionColumns(placed), receivedAt: tx.clock.now(), messageId })
    .where(and(eq(sessions.tenantId, tx.tenantId), eq(sessions.id, held.id)));
  const stored = { id: held.id, partnerId: held.partnerId, session, match };
  const notes = purpose === "billing" ? await bindSession(tx, stored) : [];
  return { receipt: { outcome: "updated" }, placed, notes: [...merged.value.notes, ...notes] };
}
