import { and, eq, exists, inArray, or } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Id } from "@/core/ids";
import { cdrs } from "@/db/schema/cdrs";
import { ocpiMessages } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { keyText, type ObjectKey, upperKey } from "@/services/messages/object-key";

const deliveries = alias(ocpiMessages, "deliveries");

/**
 * The bytes in which a CDR first came; null if there is none under that key, or none that the connection
 * delivered: a party may have moved here from another connection. One that it repeated word for word counts.
 * @param deliveredBy null: whoever delivered it.
 */
export async function readCdrBody(
  ctx: Ctx,
  key: ObjectKey,
  deliveredBy: Id<"partner"> | null,
): Promise<Uint8Array | null> {
  const { countryCode, partyId, id } = upperKey(key);
  const [row] = await ctx.db
    .select({ body: ocpiMessages.body })
    .from(cdrs)
    .innerJoin(
      ocpiMessages,
      and(eq(ocpiMessages.tenantId, cdrs.tenantId), eq(ocpiMessages.id, cdrs.messageId)),
    )
    .where(
      and(
        eq(cdrs.tenantId, ctx.tenantId),
        eq(cdrs.countryCode, countryCode),
        eq(cdrs.partyId, partyId),
        eq(cdrs.ocpiIdUpper, id),
        deliveredBy === null
          ? undefined
          : or(eq(cdrs.partnerId, deliveredBy), exists(repeatedBy(ctx, key, deliveredBy))),
      ),
    );
  return row?.body ?? null;
}

function repeatedBy(ctx: Ctx, key: ObjectKey, partnerId: Id<"partner">) {
  return ctx.db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.tenantId, ctx.tenantId),
        eq(deliveries.module, "cdrs"),
        eq(deliveries.objectKey, keyText(key)),
        eq(deliveries.partnerId, partnerId),
        eq(deliveries.direction, "in"),
        inArray(deliveries.outcome, ["accepted", "replay"]),
      ),
    );
}
