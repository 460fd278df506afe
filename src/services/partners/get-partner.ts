import { and, asc, desc, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { auditEvents } from "@/db/schema/notifications";
import { type PartnerSettings, partnerEndpoints, partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { listPartners, type PartnerListItem } from "./list-partners";
import type { PartnerEndpoint } from "./partner-connection";

/** One connection as operations sees it: its modules and what happened to it, newest first. */
export interface PartnerDetail extends PartnerListItem {
  readonly settings: PartnerSettings;
  readonly endpoints: readonly PartnerEndpoint[];
  readonly history: readonly {
    readonly action: string;
    readonly actor: string;
    readonly detail: Record<string, unknown>;
    readonly occurredAt: Temporal.Instant;
  }[];
  /** Hosts for which its last handshake was refused, and that operations have not allowed since. */
  readonly refusedHosts: readonly string[];
}

/** One connection. Operations only. @throws ServiceError NOT_FOUND. */
export async function getPartner(ctx: Ctx, partnerId: Id<"partner">): Promise<PartnerDetail> {
  const item = (await listPartners(ctx)).find(({ id }) => id === partnerId);
  const [row] = await ctx.db
    .select({ settings: partners.settings })
    .from(partners)
    .where(and(eq(partners.tenantId, ctx.tenantId), eq(partners.id, partnerId)));
  if (!item || !row) throw new ServiceError("NOT_FOUND", "There is no such partner.");
  const endpoints = await ctx.db
    .select({
      identifier: partnerEndpoints.identifier,
      role: partnerEndpoints.role,
      url: partnerEndpoints.url,
    })
    .from(partnerEndpoints)
    .where(
      and(eq(partnerEndpoints.tenantId, ctx.tenantId), eq(partnerEndpoints.partnerId, partnerId)),
    )
    .orderBy(asc(partnerEndpoints.identifier), asc(partnerEndpoints.role));
  const history = await ctx.db
    .select({
      action: auditEvents.action,
      actor: auditEvents.actor,
      detail: auditEvents.detail,
      occurredAt: auditEvents.occurredAt,
    })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.tenantId, ctx.tenantId),
        eq(auditEvents.subjectType, "partner"),
        eq(auditEvents.subjectId, partnerId),
      ),
    )
    .orderBy(desc(auditEvents.occurredAt))
    .limit(50);
  const { settings } = row;
  const refusedHosts = refusedAtLast(history).filter((host) => !settings.hosts?.includes(host));
  return { ...item, settings, endpoints, history, refusedHosts };
}

const HANDSHAKES = new Set([
  "partner.registration_failed",
  "partner.registration_reset",
  "partner.registered",
  "partner.tokens_rotated",
]);

/** The hosts for which the last handshake failed; none where it failed for another reason, or not. */
function refusedAtLast(history: PartnerDetail["history"]): readonly string[] {
  const hosts = history.find(({ action }) => HANDSHAKES.has(action))?.detail["refusedHosts"];
  return Array.isArray(hosts) ? hosts.filter((host) => typeof host === "string") : [];
}
