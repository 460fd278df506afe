import { and, asc, count, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { SEVERITIES } from "@/core/rating/lint-finding";
import { decodeTariff } from "@/core/roaming/json";
import type { DisplayText } from "@/core/roaming/party";
import { tariffs, tariffVersions } from "@/db/schema/locations";
import { partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { contains } from "@/services/reports/text-search";
import { lintVersion } from "./lint-version";
import { tariffScope, type TariffScope } from "./tariff-scope";

const PAGE_SIZE = 50;

/** A partner's tariff in a list, by its content in force. */
export interface TariffListItem {
  readonly id: Id<"tariff">;
  readonly versionId: Id<"tariffVersion">;
  readonly ocpiId: string;
  readonly partnerName: string;
  readonly party: string;
  readonly currency: string;
  readonly texts: readonly DisplayText[];
  readonly elements: number;
  readonly versions: number;
  /** When the CPO last changed it, and when we learned of that. */
  readonly since: Temporal.Instant;
  readonly receivedAt: Temporal.Instant;
  readonly isDeleted: boolean;
  /** Errors and warnings of the lint; what is only worth knowing is not counted. */
  readonly errors: number;
  readonly warnings: number;
}

/** What to look for; what is absent does not matter. */
export interface TariffFilter {
  /** Part of the tariff's id or of its texts. */
  readonly text?: string | undefined;
  readonly partner?: string | undefined;
  /** `deleted`: those that the CPO withdrew, in place of those in force. */
  readonly state?: "deleted" | undefined;
}

/** A page of tariffs. */
export interface TariffPage {
  readonly tariffs: readonly TariffListItem[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

/**
 * Tariffs by a filter, by partner and id.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function listTariffs(
  ctx: Ctx,
  filter: TariffFilter & { readonly page: number; readonly scope: TariffScope },
): Promise<TariffPage> {
  const where = await conditions(ctx, filter);
  const inForce = and(
    eq(tariffVersions.tenantId, tariffs.tenantId),
    eq(tariffVersions.id, tariffs.currentVersionId),
  );
  const [rows, [all]] = await Promise.all([
    ctx.db
      .select({
        tariff: tariffs,
        version: tariffVersions,
        partner: { name: partners.name, version: partners.version },
        versions: sql<number>`(select count(*) from ${tariffVersions} each
          where each.tenant_id = ${tariffs.tenantId} and each.tariff_id = ${tariffs.id})`.mapWith(
          Number,
        ),
      })
      .from(tariffs)
      .innerJoin(tariffVersions, inForce)
      .innerJoin(
        partners,
        and(eq(partners.tenantId, tariffs.tenantId), eq(partners.id, tariffs.partnerId)),
      )
      .where(where)
      .orderBy(asc(partners.name), asc(tariffs.ocpiIdUpper), asc(tariffs.id))
      .limit(PAGE_SIZE)
      .offset((filter.page - 1) * PAGE_SIZE),
    ctx.db.select({ total: count() }).from(tariffs).innerJoin(tariffVersions, inForce).where(where),
  ]);
  return {
    tariffs: rows.map(toItem),
    total: all?.total ?? 0,
    page: filter.page,
    pageSize: PAGE_SIZE,
  };
}

async function conditions(ctx: Ctx, filter: TariffFilter & { readonly scope: TariffScope }) {
  const { text, partner, state, scope } = filter;
  return and(
    eq(tariffs.tenantId, ctx.tenantId),
    await tariffScope(ctx, scope),
    state === "deleted" ? isNotNull(tariffs.deletedAt) : isNull(tariffs.deletedAt),
    partner ? eq(tariffs.partnerId, partner as Id<"partner">) : undefined,
    text
      ? or(
          contains(tariffs.ocpiId, text),
          contains(sql`${tariffVersions.core} #>> '{data,tariffAltText}'`, text),
        )
      : undefined,
  );
}

function toItem(row: {
  readonly tariff: typeof tariffs.$inferSelect;
  readonly version: typeof tariffVersions.$inferSelect;
  readonly partner: { readonly name: string; readonly version: string | null };
  readonly versions: number;
}): TariffListItem {
  const { tariff, version, partner } = row;
  const content = decodeTariff(version.core);
  const severities = lintVersion(version.id, content, partner.version).map(
    ({ code }) => SEVERITIES[code],
  );
  return {
    id: tariff.id,
    versionId: version.id,
    ocpiId: tariff.ocpiId,
    partnerName: partner.name,
    party: `${tariff.countryCode}/${tariff.partyId}`,
    currency: content.currency,
    texts: content.tariffAltText,
    elements: content.elements.length,
    versions: row.versions,
    since: version.lastUpdated,
    receivedAt: version.receivedAt,
    isDeleted: tariff.deletedAt !== null,
    errors: severities.filter((one) => one === "error").length,
    warnings: severities.filter((one) => one === "warning").length,
  };
}

/** The partners who have tariffs, by name, for choosing one. */
export async function listTariffPartners(
  ctx: Ctx,
): Promise<readonly { readonly id: Id<"partner">; readonly name: string }[]> {
  await tariffScope(ctx, "all");
  return ctx.db
    .selectDistinct({ id: partners.id, name: partners.name })
    .from(partners)
    .innerJoin(
      tariffs,
      and(eq(tariffs.tenantId, partners.tenantId), eq(tariffs.partnerId, partners.id)),
    )
    .where(eq(partners.tenantId, ctx.tenantId))
    .orderBy(asc(partners.name));
}
