import { and, eq } from "drizzle-orm";
import { decodeSession } from "@/core/roaming/json";
import type { Session } from "@/core/roaming/session";
import type { SessionPurpose } from "@/core/smart-charging/session-purpose";
import { newId } from "@/db/new-id";
import { sessions } from "@/db/schema/sessions";
import { inTransaction } from "@/db/transaction";
import { beginGoal } from "@/services/charging-goals/begin-goal";
import type { Ctx } from "@/services/context";
import { isOutdated } from "@/services/messages/is-older";
import type { ObjectKey } from "@/services/messages/object-key";
import { type Merge, type PatchReceipt, patchVerdict } from "@/services/messages/patch-receipt";
import { type InboundMessage, storeInbound } from "@/services/messages/store-message";
import { bindSession } from "./bind-session";
import { sessionIs } from "./find-session";
import { noteSession } from "./note-session";
import { sessionColumns } from "./session-row";
import {
  placeSession,
  type PlacedSession,
  withoutDriver,
  withoutForeignDrivers,
  withoutReferences,
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
    const { receipt, notes = [], ...known } = await applyPatch(tx, input, messageId);
    const message = await messageWithout(tx, known, { ...input.message, notes });
    await storeInbound(tx, message, { id: messageId, ...patchVerdict(receipt) });
    return receipt;
  });
}

/** What came of a change, and whose session it speaks of. */
interface Applied extends Known {
  readonly receipt: PatchReceipt;
  readonly notes?: readonly string[];
}

interface Known {
  readonly placed?: PlacedSession;
  /** Of the session as it is held, where nothing changed. */
  readonly purpose?: SessionPurpose;
}

async function messageWithout(
  tx: Ctx,
  { placed, purpose }: Known,
  message: InboundMessage,
): Promise<InboundMessage> {
  if (placed) return withoutDriver(placed, message);
  const cleaned = await withoutForeignDrivers(tx, message);
  return purpose === "steering" ? withoutReferences(cleaned) : cleaned;
}

async function applyPatch(
  tx: Ctx,
  input: Parameters<typeof receiveSessionPatch>[1],
  messageId: ReturnType<typeof newId<"message">>,
): Promise<Applied> {
  const [held] = await tx.db
    .select({
      id: sessions.id,
      partnerId: sessions.partnerId,
      core: sessions.core,
      purpose: sessions.purpose,
      status: sessions.status,
      lastUpdated: sessions.lastUpdated,
    })
    .from(sessions)
    .where(sessionIs(tx, input.key))
    .for("update");
  if (!held) return { receipt: { outcome: "unknown" } };
  if (input.lastUpdated && isOutdated(input.lastUpdated, held.lastUpdated, tx.clock.now()))
    return { receipt: { outcome: "stale" }, purpose: held.purpose };
  const merged = input.merge(decodeSession(held.core));
  if (!merged.ok) {
    const { purpose } = held;
    return { receipt: { outcome: "rejected", reasons: merged.reason }, purpose };
  }
  const placed = await placeSession(tx, merged.value.value);
  const { session, match, purpose } = placed;
  await tx.db
    .update(sessions)
    .set({ ...sessionColumns(placed), receivedAt: tx.clock.now(), messageId })
    .where(and(eq(sessions.tenantId, tx.tenantId), eq(sessions.id, held.id)));
  const stored = { id: held.id, partnerId: held.partnerId, session, match };
  const notes = purpose === "billing" ? await bindSession(tx, stored) : [];
  const wasActive = held.status === "ACTIVE";
  await beginGoal(tx, { ...stored, wasActive });
  await noteSession(tx, { ...stored, wasActive });
  return { receipt: { outcome: "updated" }, placed, notes: [...merged.value.notes, ...notes] };
}
