import { asc, count, eq, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { tokenDeliveries } from "@/db/schema/drivers";
import {
  type PartnerRole,
  type PartnerState,
  partnerEndpoints,
  partners,
} from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";

/** A partner in the list of operations. */
export interface PartnerListItem {
  readonly id: Id<"partner">;
  readonly name: string;
  readonly state: PartnerState;
  readonly version: string | null;
  readonly versionsUrl: string | null;
  readonly roles: readonly PartnerRole[];
  readonly lastError: string | null;
  readonly lastHeardAt: Temporal.Instant | null;
  readonly registeredAt: Temporal.Instant | null;
  readonly endpointCount: number;
  /** Charging tokens it has acknowledged, and all that are meant for it. */
  readonly tokensAcknowledged: number;
  readonly tokensTotal: number;
}

/** All connections, by name. Operations only. Never a token. */
export async function listPartners(ctx: Ctx): Promise<readonly PartnerListItem[]> {
  requireRole(ctx, "operations");
  const endpoints = ctx.db
    .select({ partnerId: partnerEndpoints.partnerId, total: count().as("endpoints") })
    .from(partnerEndpoints)
    .where(eq(partnerEndpoints.tenantId, ctx.tenantId))
    .groupBy(partnerEndpoints.partnerId)
    .as("endpoints");
  const deliveries = ctx.db
    .select({
      partnerId: tokenDeliveries.partnerId,
      total: count().as("deliveries"),
      acknowledged: sql<number>`count(*) filter (where ${tokenDeliveries.state} = 'acknowledged')`
        .mapWith(Number)
        .as("acked"),
    })
    .from(tokenDeliveries)
    .where(eq(tokenDeliveries.tenantId, ctx.tenantId))
    .groupBy(tokenDeliveries.partnerId)
    .as("deliveries");
  const rows = await ctx.db
    .select({
      partner: partners,
      endpoints: endpoints.total,
      acknowledged: deliveries.acknowledged,
      total: deliveries.total,
    })
    .from(partners)
    .leftJoin(endpoints, eq(endpoints.partnerId, partners.id))
    .leftJoin(deliveries, eq(deliveries.partnerId, partners.id))
    .where(eq(partners.tenantId, ctx.tenantId))
    .orderBy(asc(partners.name), asc(partners.id));
  return rows.map((row) => ({
    id: row.partner.id,
    name: row.partner.name,
    state: row.partner.state,
    version: row.partner.version,
    versionsUrl: row.partner.versionsUrl,
    roles: row.partner.roles,
    lastError: row.partner.lastError,
    lastHeardAt: row.partner.lastHeardAt,
    registeredAt: row.partner.registeredAt,
    endpointCount: row.endpoints ?? 0,
    tokensAcknowledged: row.acknowledged ?? 0,
    tokensTotal: row.total ?? 0,
  }));
}
