import { and, asc, eq, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { hubClients } from "@/db/schema/exchange";
import { ocpiMessages, partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import type { PartyStatus } from "./party-status";

/** A party behind a hub as operations sees it. */
export interface HubParty {
  readonly countryCode: string;
  readonly partyId: string;
  readonly role: string;
  readonly status: PartyStatus;
  /** When the hub says that it changed. */
  readonly lastUpdated: Temporal.Instant;
  /** When we heard so; null where we concluded it from the hub's whole list. */
  readonly heardAt: Temporal.Instant | null;
}

/** What stands behind a connection. */
export interface HubParties {
  readonly isHub: boolean;
  readonly parties: readonly HubParty[];
}

/** The parties behind a hub, those of one status together, in the order of their names. @throws ServiceError FORBIDDEN. */
export async function listHubParties(ctx: Ctx, partnerId: Id<"partner">): Promise<HubParties> {
  requireRole(ctx, "operations");
  const [partner] = await ctx.db
    .select({ roles: partners.roles })
    .from(partners)
    .where(and(eq(partners.tenantId, ctx.tenantId), eq(partners.id, partnerId)));
  const rows = await ctx.db
    .select({
      countryCode: hubClients.countryCode,
      partyId: hubClients.partyId,
      role: hubClients.role,
      status: hubClients.status,
      lastUpdated: hubClients.lastUpdated,
      heardAt: ocpiMessages.occurredAt,
    })
    .from(hubClients)
    .leftJoin(
      ocpiMessages,
      and(
        eq(ocpiMessages.tenantId, hubClients.tenantId),
        eq(ocpiMessages.id, hubClients.messageId),
      ),
    )
    .where(and(eq(hubClients.tenantId, ctx.tenantId), eq(hubClients.partnerId, partnerId)))
    .orderBy(
      sql`array_position(array['OFFLINE', 'SUSPENDED', 'PLANNED', 'CONNECTED'], ${hubClients.status})`,
      asc(hubClients.countryCode),
      asc(hubClients.partyId),
      asc(hubClients.role),
    );
  return { isHub: partner?.roles.some(({ role }) => role === "HUB") ?? false, parties: rows };
}
