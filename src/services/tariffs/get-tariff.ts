import { and, desc, eq } from "drizzle-orm";
import { isId, type Id } from "@/core/ids";
import type { LintFinding } from "@/core/rating/lint-finding";
import { tariffChanges, type TariffChange } from "@/core/rating/tariff-changes";
import { decodeTariff } from "@/core/roaming/json";
import type { Tariff } from "@/core/roaming/tariff";
import { tariffs, tariffVersions } from "@/db/schema/locations";
import { partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { lintVersion } from "./lint-version";
import { tariffScope, type TariffScope } from "./tariff-scope";

const MOST_VERSIONS = 100;

/** One content that a tariff had. */
export interface TariffVersionView {
  readonly id: Id<"tariffVersion">;
  readonly isCurrent: boolean;
  readonly lastUpdated: Temporal.Instant;
  readonly receivedAt: Temporal.Instant;
  readonly messageId: Id<"message">;
  /** What of it prices differently from the content before; null for the first that we know. */
  readonly changes: readonly TariffChange[] | null;
}

/** A tariff with its history. */
export interface TariffDetail {
  readonly id: Id<"tariff">;
  readonly ocpiId: string;
  readonly partner: { readonly id: Id<"partner">; readonly name: string };
  /** The version of OCPI that the partner speaks. */
  readonly ocpiVersion: string | null;
  readonly deletedAt: Temporal.Instant | null;
  /** The content in force. */
  readonly versionId: Id<"tariffVersion">;
  readonly tariff: Tariff;
  readonly lint: readonly LintFinding[];
  /** Latest first; at most a hundred. */
  readonly versions: readonly TariffVersionView[];
  readonly hasMoreVersions: boolean;
}

/**
 * One tariff, its history and what is questionable in it.
 * @throws ServiceError NOT_FOUND also for others' tariffs, FORBIDDEN, UNAUTHENTICATED.
 */
export async function getTariff(
  ctx: Ctx,
  { id, scope }: { readonly id: string; readonly scope: TariffScope },
): Promise<TariffDetail> {
  const seen = await tariffScope(ctx, scope);
  const [row] = isId(id)
    ? await ctx.db
        .select({ tariff: tariffs, partner: partners })
        .from(tariffs)
        .innerJoin(
          partners,
          and(eq(partners.tenantId, tariffs.tenantId), eq(partners.id, tariffs.partnerId)),
        )
        .where(and(eq(tariffs.tenantId, ctx.tenantId), eq(tariffs.id, id as Id<"tariff">), seen))
    : [];
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such tariff.");
  const { tariff, partner } = row;
  const stored = await ctx.db
    .select()
    .from(tariffVersions)
    .where(and(eq(tariffVersions.tenantId, ctx.tenantId), eq(tariffVersions.tariffId, tariff.id)))
    .orderBy(desc(tariffVersions.lastUpdated), desc(tariffVersions.receivedAt))
    .limit(MOST_VERSIONS + 1);
  const contents = stored.map((version) => ({ version, content: decodeTariff(version.core) }));
  const current =
    contents.find(({ version }) => version.id === tariff.currentVersionId) ?? contents[0];
  if (!current) throw new ServiceError("NOT_FOUND", "There is no such tariff.");
  const { id: versionId } = current.version;
  return {
    id: tariff.id,
    ocpiId: tariff.ocpiId,
    partner: { id: partner.id, name: partner.name },
    ocpiVersion: partner.version,
    deletedAt: tariff.deletedAt,
    versionId,
    tariff: current.content,
    lint: lintVersion(versionId, current.content, partner.version),
    versions: contents.slice(0, MOST_VERSIONS).map(({ version, content }, index) => {
      const before = contents[index + 1];
      return {
        id: version.id,
        isCurrent: version.id === versionId,
        lastUpdated: version.lastUpdated,
        receivedAt: version.receivedAt,
        messageId: version.messageId,
        changes: before ? tariffChanges(before.content, content) : null,
      };
    }),
    hasMoreVersions: contents.length > MOST_VERSIONS,
  };
}

/** A stored content of a tariff, for trying it out. */
export interface TariffContent {
  readonly tariff: Tariff;
  readonly ocpiVersion: string | null;
  readonly lint: readonly LintFinding[];
}

/**
 * One content of a tariff by its id.
 * @throws ServiceError NOT_FOUND also for others' tariffs, FORBIDDEN, UNAUTHENTICATED.
 */
export async function getTariffContent(
  ctx: Ctx,
  { versionId, scope }: { readonly versionId: string; readonly scope: TariffScope },
): Promise<TariffContent> {
  const seen = await tariffScope(ctx, scope);
  const [row] = isId(versionId)
    ? await ctx.db
        .select({ core: tariffVersions.core, version: partners.version })
        .from(tariffVersions)
        .innerJoin(
          tariffs,
          and(
            eq(tariffs.tenantId, tariffVersions.tenantId),
            eq(tariffs.id, tariffVersions.tariffId),
          ),
        )
        .innerJoin(
          partners,
          and(eq(partners.tenantId, tariffs.tenantId), eq(partners.id, tariffs.partnerId)),
        )
        .where(
          and(
            eq(tariffVersions.tenantId, ctx.tenantId),
            eq(tariffVersions.id, versionId as Id<"tariffVersion">),
            seen,
          ),
        )
    : [];
  if (!row) throw new ServiceError("NOT_FOUND", "There is no such tariff.");
  const tariff = decodeTariff(row.core);
  return {
    tariff,
    ocpiVersion: row.version,
    lint: lintVersion(versionId, tariff, row.version),
  };
}
