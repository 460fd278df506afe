import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { decodeTariff } from "@/core/roaming/json";
import type { Tariff } from "@/core/roaming/tariff";
import { tariffs, tariffVersions } from "@/db/schema/locations";
import type { Ctx } from "@/services/context";
import { type ObjectKey, upperKey } from "@/services/messages/object-key";

/** The content that a tariff had at an instant. */
export interface TariffAtTime {
  readonly versionId: Id<"tariffVersion">;
  readonly tariff: Tariff;
  readonly contentSha256: Uint8Array;
  /** The CPO changed it later than the instant asked for: the earliest content that we know stands in. */
  readonly isAssumed: boolean;
}

/**
 * What a partner's tariff said at an instant: of the contents that he last changed at or before it, the
 * newest. `null` where we never had the tariff. A later DELETE does not undo history.
 */
export async function findTariffVersion(
  ctx: Ctx,
  ask: ObjectKey & { readonly partnerId: Id<"partner">; readonly at: Temporal.Instant },
): Promise<TariffAtTime | null> {
  const { countryCode, partyId, id } = upperKey(ask);
  const rows = await ctx.db
    .select({
      versionId: tariffVersions.id,
      core: tariffVersions.core,
      contentSha256: tariffVersions.contentSha256,
      lastUpdated: tariffVersions.lastUpdated,
      receivedAt: tariffVersions.receivedAt,
    })
    .from(tariffs)
    .innerJoin(
      tariffVersions,
      and(eq(tariffVersions.tenantId, tariffs.tenantId), eq(tariffVersions.tariffId, tariffs.id)),
    )
    .where(
      and(
        eq(tariffs.tenantId, ctx.tenantId),
        eq(tariffs.partnerId, ask.partnerId),
        eq(tariffs.countryCode, countryCode),
        eq(tariffs.partyId, partyId),
        eq(tariffs.ocpiIdUpper, id),
      ),
    );
  const ordered = rows.toSorted(
    (a, b) =>
      Temporal.Instant.compare(a.lastUpdated, b.lastUpdated) ||
      Temporal.Instant.compare(a.receivedAt, b.receivedAt),
  );
  const known = ordered.findLast((row) => Temporal.Instant.compare(row.lastUpdated, ask.at) <= 0);
  const row = known ?? ordered[0];
  if (!row) return null;
  const { versionId, contentSha256 } = row;
  return { versionId, contentSha256, tariff: decodeTariff(row.core), isAssumed: !known };
}
