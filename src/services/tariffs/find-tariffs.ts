import { and, eq, isNull, sql } from "drizzle-orm";
import { decodeTariff } from "@/core/roaming/json";
import type { Tariff } from "@/core/roaming/tariff";
import { tariffs, tariffVersions } from "@/db/schema/locations";
import type { Ctx } from "@/services/context";
import { upperKey } from "@/services/messages/object-key";
import type { TariffKey } from "./find-tariff";

/** The text under which `findTariffs` has a tariff. */
export function tariffText(key: TariffKey): string {
  const { countryCode, partyId, id } = upperKey(key);
  return JSON.stringify([key.partnerId, countryCode, partyId, id]);
}

/** Tariffs as they are in force now, by `tariffText`; unknown and deleted ones are missing. One statement. */
export async function findTariffs(
  ctx: Ctx,
  keys: readonly TariffKey[],
): Promise<Map<string, Tariff>> {
  const asked = [...new Map(keys.map((key) => [tariffText(key), key])).values()];
  if (asked.length === 0) return new Map();
  const wanted = sql.join(
    asked.map((key) => {
      const { countryCode, partyId, id } = upperKey(key);
      return sql`(${key.partnerId}::uuid, ${countryCode}, ${partyId}, ${id})`;
    }),
    sql`, `,
  );
  const rows = await ctx.db
    .select({
      partnerId: tariffs.partnerId,
      countryCode: tariffs.countryCode,
      partyId: tariffs.partyId,
      id: tariffs.ocpiIdUpper,
      core: tariffVersions.core,
    })
    .from(tariffs)
    .innerJoin(
      tariffVersions,
      and(
        eq(tariffVersions.tenantId, tariffs.tenantId),
        eq(tariffVersions.id, tariffs.currentVersionId),
      ),
    )
    .where(
      and(
        eq(tariffs.tenantId, ctx.tenantId),
        isNull(tariffs.deletedAt),
        sql`(${tariffs.partnerId}, ${tariffs.countryCode}, ${tariffs.partyId}, ${tariffs.ocpiIdUpper}) in (${wanted})`,
      ),
    );
  return new Map(rows.map(({ core, ...key }) => [tariffText(key), decodeTariff(core)]));
}
