import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { PartyId } from "@/core/roaming/party";
import { hubClients } from "@/db/schema/exchange";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

/** Whether a party behind a hub can be reached. OCPI mod_hub_client_info, ConnectionStatus. */
export type PartyStatus = (typeof hubClients.$inferSelect)["status"];

const WORDS: Readonly<Record<Exclude<PartyStatus, "CONNECTED">, string>> = {
  OFFLINE: "the hub can't reach it now",
  PLANNED: "the hub has not connected it yet",
  SUSPENDED: "the hub says that it is no longer active",
};

/**
 * What a hub last said of a party as a CPO, or of it in another role where it has none; null where nobody has told,
 * as of everybody who is connected directly.
 */
export async function readPartyStatus(
  ctx: Ctx,
  partnerId: Id<"partner">,
  party: PartyId,
): Promise<PartyStatus | null> {
  const rows = await ctx.db
    .select({ role: hubClients.role, status: hubClients.status })
    .from(hubClients)
    .where(
      and(
        eq(hubClients.tenantId, ctx.tenantId),
        eq(hubClients.partnerId, partnerId),
        eq(hubClients.countryCode, party.countryCode.toUpperCase()),
        eq(hubClients.partyId, party.partyId.toUpperCase()),
      ),
    );
  const told =
    rows.find(({ role }) => role.toUpperCase() === "CPO") ??
    rows.find(({ status }) => status === "CONNECTED") ??
    rows[0];
  return told?.status ?? null;
}

/** Why a party must not be sent anything, in words for staff; null where it can be. */
export async function whyUnreachable(
  ctx: Ctx,
  partnerId: Id<"partner">,
  party: PartyId,
): Promise<string | null> {
  const status = await readPartyStatus(ctx, partnerId, party);
  if (status === null || status === "CONNECTED") return null;
  return `${party.countryCode}/${party.partyId} is ${status}: ${WORDS[status]}. It is not sent anything.`;
}

/**
 * Lets through what is meant for a party that can be reached, so far as we were told.
 * @throws ServiceError PRECONDITION (`reason` "not-reachable").
 */
export async function requireReachable(
  ctx: Ctx,
  partnerId: Id<"partner">,
  party: PartyId,
): Promise<void> {
  const why = await whyUnreachable(ctx, partnerId, party);
  if (why === null) return;
  const message = "The operator's network can't be reached right now.";
  throw new ServiceError("PRECONDITION", message, { reason: "not-reachable", why });
}

/**
 * Why a broadcast through a hub would reach nobody: the hub says that it is away itself, or that each CPO behind it
 * is. Null where it would, or where the hub has told nothing. OCPI 2.2.1 transport_and_format, Broadcast Push.
 */
export async function whyNobodyListens(
  ctx: Ctx,
  partnerId: Id<"partner">,
  hub: PartyId,
): Promise<string | null> {
  const own = await whyUnreachable(ctx, partnerId, hub);
  if (own !== null) return own;
  const cpos = await ctx.db
    .select({ status: hubClients.status })
    .from(hubClients)
    .where(
      and(
        eq(hubClients.tenantId, ctx.tenantId),
        eq(hubClients.partnerId, partnerId),
        eq(hubClients.role, "CPO"),
      ),
    );
  if (cpos.length === 0 || cpos.some(({ status }) => status === "CONNECTED")) return null;
  return "No operator behind the hub is CONNECTED. Nothing is sent until one is.";
}
