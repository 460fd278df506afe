import { eq, and } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { Session } from "@/core/roaming/session";
import { isForgotten } from "@/core/smart-charging/session-purpose";
import { newId } from "@/db/new-id";
import { sessions } from "@/db/schema/sessions";
import { inTransaction } from "@/db/transaction";
import { beginGoal } from "@/services/charging-goals/begin-goal";
import type { Ctx } from "@/services/context";
import { isOutdated } from "@/services/messages/is-older";
import { type InboundMessage, storeInbound } from "@/services/messages/store-message";
import { bindSession } from "./bind-session";
import { sessionIs } from "./find-session";
import { noteSession } from "./note-session";
import { sessionColumns } from "./session-row";
import { placeSession, withoutDriver } from "./steered-token";

/** `stale`: what we hold is newer; the message is kept, the session stays. */
export type SessionReceipt = "created" | "updated" | "stale";

/**
 * Stores a whole session as a CPO states it: the first, or in place of an older one. An older
 * `lastUpdated` changes nothing; the same one does (some partners never raise it), and one after a date far ahead.
 * The session is from then on of the connection that stated it whole: its party may have moved there.
 * One of another eMSP's driver is kept to be steered, without what tells who he is, and never billed.
 */
export async function receiveSession(
  ctx: Ctx,
  input: {
    readonly partnerId: Id<"partner">;
    readonly session: Session;
    readonly message: InboundMessage;
  },
): Promise<SessionReceipt> {
  return inTransaction(ctx, async (tx) => {
    const placed = await placeSession(tx, input.session);
    const { session, match, purpose } = placed;
    if (purpose === "steering" && isForgotten(session, tx.clock.now())) {
      return forgetAgain(tx, input.message);
    }
    const messageId = newId<"message">();
    const { partnerId } = input;
    const columns = { ...sessionColumns(placed), receivedAt: tx.clock.now(), messageId };
    const [created] = await tx.db
      .insert(sessions)
      .values({
        tenantId: tx.tenantId,
        id: newId<"session">(),
        partnerId,
        ...columns,
      })
      .onConflictDoNothing({
        target: [sessions.tenantId, sessions.countryCode, sessions.partyId, sessions.ocpiIdUpper],
      })
      .returning({ id: sessions.id });
    const replaced = created ? null : await replaceOlder(tx, session, { ...columns, partnerId });
    const receipt = created ? "created" : replaced ? "updated" : "stale";
    const id = created?.id ?? replaced?.id;
    const stored = id && { id, partnerId, session, match };
    const notes = stored && purpose === "billing" ? await bindSession(tx, stored) : [];
    const wasActive = replaced?.status === "ACTIVE";
    if (stored) await beginGoal(tx, { ...stored, wasActive });
    if (stored) await noteSession(tx, { ...stored, wasActive });
    const message = { ...input.message, notes: [...(input.message.notes ?? []), ...notes] };
    await storeInbound(tx, withoutDriver(placed, message), {
      id: messageId,
      outcome: "accepted",
      httpStatus: receipt === "created" ? 201 : 200,
      ocpiStatus: 1000,
      reasons: receipt === "stale" ? ["older than what is held: ignored"] : [],
    });
    return receipt;
  });
}

/** A list may bring a steered session again long after its end: that it came is all that is kept. */
async function forgetAgain(tx: Ctx, message: InboundMessage): Promise<"stale"> {
  await storeInbound(
    tx,
    { ...message, body: null, objectKey: undefined },
    {
      outcome: "accepted",
      httpStatus: 200,
      ocpiStatus: 1000,
      reasons: ["ended too long ago to be steered: not kept"],
    },
  );
  return "stale";
}

async function replaceOlder(
  tx: Ctx,
  session: Session,
  columns: Partial<typeof sessions.$inferInsert>,
): Promise<Pick<typeof sessions.$inferSelect, "id" | "status"> | null> {
  const [held] = await tx.db
    .select({ id: sessions.id, status: sessions.status, lastUpdated: sessions.lastUpdated })
    .from(sessions)
    .where(sessionIs(tx, session))
    .for("update");
  if (!held || isOutdated(session.lastUpdated, held.lastUpdated, tx.clock.now())) return null;
  await tx.db
    .update(sessions)
    .set(columns)
    .where(and(eq(sessions.tenantId, tx.tenantId), eq(sessions.id, held.id)));
  return held;
}
