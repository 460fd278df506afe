import { sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { evses, locations, tariffs, tariffVersions } from "@/db/schema/locations";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { type ObjectKey, upperKey } from "@/services/messages/object-key";

/**
 * Marks what a partner's whole list, read without a filter, no longer names: a location's EVSEs as missing, a tariff
 * as deleted. Nothing is lost: histories stay, and what is listed or pushed again is back. What was received after
 * the reading began stays as it is. Returns how many objects were marked.
 * OCPI 2.2.1 mod_locations, GET List Response Data: what no page names "is considered no longer valid".
 */
export async function markUnlisted(
  ctx: Ctx,
  list: {
    readonly partnerId: Id<"partner">;
    readonly module: "locations" | "tariffs";
    readonly listed: readonly ObjectKey[];
    readonly startedAt: Temporal.Instant;
  },
): Promise<number> {
  const { partnerId, module } = list;
  const listed = JSON.stringify(
    list.listed.map((key) => {
      const { countryCode, partyId, id } = upperKey(key);
      return `${countryCode}/${partyId}/${id}`;
    }),
  );
  const names = sql`(select jsonb_array_elements_text(${listed}::jsonb))`;
  const startedAt = sql`${list.startedAt.toString()}::timestamptz`;
  return inTransaction(ctx, async (tx) => {
    const now = sql`${tx.clock.now().toString()}::timestamptz`;
    const marked =
      module === "locations"
        ? await tx.db.execute<{ id: string }>(sql`
            update ${evses} e set missing_since = ${now}
            from ${locations} l
            where l.tenant_id = ${tx.tenantId} and l.partner_id = ${partnerId}
              and l.received_at < ${startedAt}
              and l.country_code || '/' || l.party_id || '/' || l.ocpi_id_upper not in ${names}
              and e.tenant_id = l.tenant_id and e.location_id = l.id and e.missing_since is null
            returning l.ocpi_id as id`)
        : await tx.db.execute<{ id: string }>(sql`
            update ${tariffs} t set deleted_at = ${now}
            from ${tariffVersions} v
            where t.tenant_id = ${tx.tenantId} and t.partner_id = ${partnerId}
              and t.deleted_at is null
              and v.tenant_id = t.tenant_id and v.id = t.current_version_id
              and v.received_at < ${startedAt}
              and t.country_code || '/' || t.party_id || '/' || t.ocpi_id_upper not in ${names}
            returning t.ocpi_id as id`);
    const ids = [...new Set(marked.map(({ id }) => id))];
    if (ids.length > 0) {
      await writeAudit(tx, {
        action: `${module}.unlisted`,
        subjectType: "partner",
        subjectId: partnerId,
        detail: { count: ids.length, ids: ids.slice(0, 50) },
      });
    }
    return ids.length;
  });
}
