import { newId } from "@/db/new-id";
import { partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";

/** Mints a registered CPO (SE/NSL, OCPI 2.2.1); returns its row. */
export async function aPartner(
  ctx: Ctx,
  values: Partial<typeof partners.$inferInsert> = {},
): Promise<typeof partners.$inferSelect> {
  const [row] = await ctx.db
    .insert(partners)
    .values({
      tenantId: ctx.tenantId,
      id: newId<"partner">(),
      name: "Nordström Laddning",
      state: "registered",
      versionsUrl: "http://127.0.0.1:1/ocpi/versions",
      version: "2.2.1",
      roles: [{ role: "CPO", countryCode: "SE", partyId: "NSL", name: "Nordström Laddning" }],
      registeredAt: ctx.clock.now(),
      createdAt: ctx.clock.now(),
      ...values,
    })
    .returning();
  if (!row) throw new Error("no partner was inserted");
  return row;
}
