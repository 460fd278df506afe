import { and, asc, count, eq, gte } from "drizzle-orm";
import { tokenDeliveries } from "@/db/schema/drivers";
import {
  type MessageOutcome,
  type PartnerRole,
  type PartnerState,
  ocpiMessages,
  partnerEndpoints,
  partners,
} from "@/db/schema/partners";
import type { Id } from "@/core/ids";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { requirePartnerPerson } from "./partner-access";
import { ourRoles } from "./our-roles";
import { type PartnerEndpoint, readOurParty } from "./partner-connection";

/** Messages of the last 24 hours of one kind. */
export interface MessageCount {
  readonly direction: "in" | "out";
  readonly module: string;
  readonly outcome: MessageOutcome;
  readonly messages: number;
}

/** A connection as the partner's own people see it. */
export interface OwnConnection {
  readonly name: string;
  readonly state: PartnerState;
  readonly version: string | null;
  readonly versionsUrl: string | null;
  readonly roles: readonly PartnerRole[];
  readonly registeredAt: Temporal.Instant | null;
  readonly lastHeardAt: Temporal.Instant | null;
  /** Theirs, as we hold them. */
  readonly endpoints: readonly PartnerEndpoint[];
  /** Who we are, and where they call us; details are of the version agreed on. */
  readonly us: {
    readonly name: string;
    readonly party: string;
    /** What our party is towards them: EMSP, SCSP. */
    readonly roles: readonly string[];
    readonly versionsUrl: string;
    readonly detailsUrl: string | null;
  };
  /** Charging tokens that are meant for them, by what they know of them. */
  readonly tokens: {
    readonly pending: number;
    readonly acknowledged: number;
    readonly failed: number;
  };
  readonly counts24h: readonly MessageCount[];
}

/**
 * The connection of the acting person's partner, with the last day's messages. Never a token.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function readOwnConnection(ctx: Ctx): Promise<OwnConnection> {
  const partnerId = await requirePartnerPerson(ctx);
  const [[partner], endpoints, us, tokens, counts24h] = await Promise.all([
    ctx.db
      .select({
        name: partners.name,
        state: partners.state,
        version: partners.version,
        versionsUrl: partners.versionsUrl,
        roles: partners.roles,
        settings: partners.settings,
        registeredAt: partners.registeredAt,
        lastHeardAt: partners.lastHeardAt,
      })
      .from(partners)
      .where(and(eq(partners.tenantId, ctx.tenantId), eq(partners.id, partnerId))),
    readEndpoints(ctx, partnerId),
    readOurParty(ctx),
    countDeliveries(ctx, partnerId),
    countMessages(ctx, partnerId),
  ]);
  if (!partner) throw new ServiceError("NOT_FOUND", "There is no such partner.");
  const { baseUrl } = ctx.settings;
  const { settings, ...shown } = partner;
  const { version } = partner;
  return {
    ...shown,
    endpoints,
    us: {
      name: us.name,
      party: `${us.countryCode}/${us.partyId}`,
      roles: ourRoles(settings, version),
      versionsUrl: `${baseUrl}/ocpi/versions`,
      detailsUrl: version && `${baseUrl}/ocpi/${version}`,
    },
    tokens,
    counts24h,
  };
}

function readEndpoints(ctx: Ctx, partnerId: Id<"partner">): Promise<PartnerEndpoint[]> {
  return ctx.db
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
}

async function countDeliveries(ctx: Ctx, partnerId: Id<"partner">) {
  const rows = await ctx.db
    .select({ state: tokenDeliveries.state, tokens: count() })
    .from(tokenDeliveries)
    .where(
      and(eq(tokenDeliveries.tenantId, ctx.tenantId), eq(tokenDeliveries.partnerId, partnerId)),
    )
    .groupBy(tokenDeliveries.state);
  const of = (state: string) => rows.find((row) => row.state === state)?.tokens ?? 0;
  return { pending: of("pending"), acknowledged: of("acknowledged"), failed: of("failed") };
}

function countMessages(ctx: Ctx, partnerId: Id<"partner">): Promise<MessageCount[]> {
  const { direction, module, outcome } = ocpiMessages;
  return ctx.db
    .select({ direction, module, outcome, messages: count() })
    .from(ocpiMessages)
    .where(
      and(
        eq(ocpiMessages.tenantId, ctx.tenantId),
        eq(ocpiMessages.partnerId, partnerId),
        gte(ocpiMessages.occurredAt, ctx.clock.now().subtract({ hours: 24 })),
      ),
    )
    .groupBy(direction, module, outcome)
    .orderBy(asc(module), asc(direction), asc(outcome));
}
