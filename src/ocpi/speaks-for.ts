import type { Id } from "@/core/ids";
import type { PartyId } from "@/core/roaming/party";
import { isBehindHub } from "@/services/hubs/is-behind-hub";
import type { AuthenticatedPartner } from "@/services/partners/authenticated-partner";
import { isHeldElsewhere } from "@/services/partners/party-consent";
import type { OcpiCall } from "./call";

/** Whether two names are one party, in any case. */
export function isSame(a: PartyId, b: PartyId): boolean {
  return (
    a.countryCode.toUpperCase() === b.countryCode.toUpperCase() &&
    a.partyId.toUpperCase() === b.partyId.toUpperCase()
  );
}

/** Whether the connection may speak for a party: one of its own roles, or, for a hub, one that it told us is behind it. */
export async function speaksFor({ ctx, partner }: OcpiCall, party: PartyId): Promise<boolean> {
  if (partner.roles.some((role) => isSame(role, party))) return true;
  if (!partner.roles.some(({ role }) => role === "HUB")) return false;
  if (!(await isBehindHub(ctx, partner.id, party))) return false;
  // What a hub says of itself does not make it the voice of a party that we know directly.
  return (
    partner.settings.maySpeakForOthers === true ||
    !(await isHeldElsewhere(ctx, partner.id, [party]))
  );
}

/**
 * Whose deliveries a connection may read back: its own, as a party that it speaks for may have spoken through another
 * before; null for those of all, where operations agreed that it speaks for parties of others.
 */
export function readsFrom({ id, settings }: AuthenticatedPartner): Id<"partner"> | null {
  return settings.maySpeakForOthers === true ? null : id;
}

/**
 * Whether the routing headers may name this sender: nobody, a party that the connection speaks for, or, because some
 * partners mix up both ends, ourselves.
 */
export async function mayComeFrom(call: OcpiCall): Promise<boolean> {
  const { from, us } = call;
  return from === null || isSame(from, us) || speaksFor(call, from);
}

/**
 * Whether the routing headers may name this receiver: nobody, ourselves, the hub that the request came through (it
 * broadcasts), or, from partners that mix up both ends, a party of the connection where the sender names us or nobody.
 * OCPI 2.2.1 transport_and_format, Message Routing Headers.
 */
export async function mayBeFor(call: OcpiCall): Promise<boolean> {
  const { from, to, us, partner } = call;
  if (to === null || isSame(to, us)) return true;
  if (partner.roles.some((role) => role.role === "HUB" && isSame(role, to))) return true;
  return (from === null || isSame(from, us)) && speaksFor(call, to);
}
