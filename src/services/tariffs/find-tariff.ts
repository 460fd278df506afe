import { and, eq, isNull, type SQL } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { decodeTariff } from "@/core/roaming/json";
import type { Tariff } from "@/core/roaming/tariff";
import { tariffs, tariffVersions } from "@/db/schema/locations";
import type { Ctx } from "@/services/context";
import { type ObjectKey, upperKey } from "@/services/messages/object-key";

/** A tariff as one connection names it. */
export type TariffKey = ObjectKey & { readonly partnerId: Id<"partner"> };

/** The condition that picks a tariff by its key. */
export function tariffIs(ctx: Ctx, key: TariffKey): SQL | undefined {
  const { countryCode, partyId, id } = upperKey(key);
  return and(
    eq(tariffs.tenantId, ctx.tenantId),
    eq(tariffs.partnerId, key.partnerId),
    eq(tariffs.countryCode, countryCode),
    eq(tariffs.partyId, partyId),
    eq(tariffs.ocpiIdUpper, id),
  );
}

/** A tariff as it is in force now; null if unknown or deleted. */
export async function findTariff(ctx: Ctx, key: TariffKey): Promise<Tariff | null> {
  const [row] = await ctx.db
    .select({ core: tariffVersions.core })
    .from(tariffs)
    .innerJoin(
      tariffVersions,
      and(
        eq(tariffVersions.tenantId, tariffs.tenantId),
        eq(tariffVersions.id, tariffs.currentVersionId),
      ),
    )
    .where(and(tariffIs(ctx, key), isNull(tariffs.deletedAt)));
  return row ? decodeTariff(row.core) : null;
}
