import { and, eq } from "drizzle-orm";
import { cdrs } from "@/db/schema/cdrs";
import { ocpiMessages } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { type ObjectKey, upperKey } from "@/services/messages/object-key";

/** The bytes in which a CDR first came, or null if there is none under that key. */
export async function readCdrBody(ctx: Ctx, key: ObjectKey): Promise<Uint8Array | null> {
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
      ),
    );
  return row?.body ?? null;
}
