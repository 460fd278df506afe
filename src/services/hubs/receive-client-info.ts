import { and, desc, eq, lte, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { PartyId } from "@/core/roaming/party";
import { newId } from "@/db/new-id";
import { hubClients } from "@/db/schema/exchange";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { type InboundMessage, storeInbound } from "@/services/messages/store-message";
import type { PartyStatus } from "./party-status";
import { resumeDeliveries } from "./resume-deliveries";

/** A party behind a hub and whether it can be reached. OCPI mod_hub_client_info, ClientInfo. */
export type ClientInfo = PartyId & {
  readonly role: string;
  readonly status: PartyStatus;
  readonly lastUpdated: Temporal.Instant;
};

/**
 * Keeps what a hub says of a party behind it; what is older than what is held changes nothing (`stale`). A party that
 * can be reached again is told what it was not.
 */
export async function receiveClientInfo(
  ctx: Ctx,
  input: {
    readonly partnerId: Id<"partner">;
    readonly info: ClientInfo;
    readonly message: InboundMessage;
  },
): Promise<"created" | "updated" | "stale"> {
  return inTransaction(ctx, async (tx) => {
    const { partnerId, info } = input;
    const { status, lastUpdated } = info;
    const role = info.role.toUpperCase();
    const held = await lockClientInfo(tx, partnerId, { ...info, role });
    const messageId = newId<"message">();
    const stored = await tx.db
      .insert(hubClients)
      .values({
        tenantId: tx.tenantId,
        partnerId,
        countryCode: info.countryCode.toUpperCase(),
        partyId: info.partyId.toUpperCase(),
        role,
        status,
        lastUpdated,
        messageId,
      })
      .onConflictDoUpdate({
        target: [
          hubClients.tenantId,
          hubClients.partnerId,
          hubClients.countryCode,
          hubClients.partyId,
          hubClients.role,
        ],
        set: { status, lastUpdated, messageId },
        setWhere: lte(hubClients.lastUpdated, sql`excluded.last_updated`),
      })
      .returning({ role: hubClients.role });
    const isStale = stored.length === 0;
    const isBack = held !== null && held.status !== "CONNECTED" && status === "CONNECTED";
    if (isBack && !isStale) await resumeDeliveries(tx, partnerId, held.lastUpdated);
    await storeInbound(tx, input.message, {
      id: messageId,
      outcome: "accepted",
      httpStatus: held === null ? 201 : 200,
      ocpiStatus: 1000,
      reasons: isStale ? ["older than what is held: ignored"] : [],
    });
    if (isStale) return "stale";
    return held === null ? "created" : "updated";
  });
}

async function lockClientInfo(tx: Ctx, partnerId: Id<"partner">, info: ClientInfo) {
  const [row] = await tx.db
    .select({ status: hubClients.status, lastUpdated: hubClients.lastUpdated })
    .from(hubClients)
    .where(
      and(
        eq(hubClients.tenantId, tx.tenantId),
        eq(hubClients.partnerId, partnerId),
        eq(hubClients.countryCode, info.countryCode.toUpperCase()),
        eq(hubClients.partyId, info.partyId.toUpperCase()),
        eq(hubClients.role, info.role),
      ),
    )
    .for("update");
  return row ?? null;
}

/** What a hub last said of a party, in whichever role; null if nothing. */
export async function findClientInfo(
  ctx: Ctx,
  partnerId: Id<"partner">,
  party: PartyId,
): Promise<ClientInfo | null> {
  const [row] = await ctx.db
    .select()
    .from(hubClients)
    .where(
      and(
        eq(hubClients.tenantId, ctx.tenantId),
        eq(hubClients.partnerId, partnerId),
        eq(hubClients.countryCode, party.countryCode.toUpperCase()),
        eq(hubClients.partyId, party.partyId.toUpperCase()),
      ),
    )
    .orderBy(desc(hubClients.lastUpdated))
    .limit(1);
  if (!row) return null;
  const { countryCode, partyId, role, status, lastUpdated } = row;
  return { countryCode, partyId, role, status, lastUpdated };
}
