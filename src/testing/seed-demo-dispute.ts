import { and, desc, eq } from "drizzle-orm";

import { chargeDisputes } from "@/db/schema/charge-disputes";
import { drivers } from "@/db/schema/drivers";
import { invoiceLines, invoices } from "@/db/schema/invoices";
import { charges } from "@/db/schema/plans";
import { users } from "@/db/schema/users";
import { askOperator } from "@/services/charge-disputes/ask-operator";
import { openDispute } from "@/services/charge-disputes/open-dispute";
import type { Actor, Ctx } from "@/services/context";
import { ASTRID } from "./demo-people";

const SAID =
  "Displayen visade 12 kWh när jag kopplade ur, men på fakturan står det mer. Jag har en bild på displayen hemma.";
const ASKED =
  "Föraren säger att displayen visade 12 kWh när hon kopplade ur. Kontrollera mätaren och loggen för laddningen, och ta tillbaka CDR:en om den inte stämmer.";

/**
 * Leaves one dispute of Astrid's in the middle of its trace: told, and asked of the operator. Once her first invoice is
 * there; "kept" where she has said something already, "early" before.
 */
export async function seedDemoDispute(ctx: Ctx): Promise<"seeded" | "kept" | "early"> {
  const [astrid] = await ctx.db
    .select()
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.number, ASTRID.number)));
  const [freja] = await ctx.db.select().from(users).where(eq(users.email, "finans@kvitt.example"));
  if (!astrid?.userId || !freja) return "early";
  const [said] = await ctx.db
    .select({ id: chargeDisputes.id })
    .from(chargeDisputes)
    .where(and(eq(chargeDisputes.tenantId, ctx.tenantId), eq(chargeDisputes.driverId, astrid.id)));
  if (said) return "kept";
  const [charge] = await ctx.db
    .select({ cdrId: charges.cdrId })
    .from(invoiceLines)
    .innerJoin(
      invoices,
      and(
        eq(invoices.tenantId, invoiceLines.tenantId),
        eq(invoices.id, invoiceLines.invoiceId),
        eq(invoices.state, "finalized"),
      ),
    )
    .innerJoin(
      charges,
      and(eq(charges.tenantId, invoiceLines.tenantId), eq(charges.id, invoiceLines.chargeId)),
    )
    .where(and(eq(invoices.tenantId, ctx.tenantId), eq(invoices.driverId, astrid.id)))
    .orderBy(desc(charges.grossMinor))
    .limit(1);
  if (!charge) return "early";
  const as = (
    actor: Pick<Extract<Actor, { kind: "user" }>, "userId" | "email" | "roles" | "driverId">,
  ) => ({
    ...ctx,
    actor: { kind: "user" as const, ...actor },
  });
  const { userId, email, id: driverId } = astrid;
  const her = as({ userId, email, roles: ["driver"], driverId });
  const finance = as({ userId: freja.id, email: freja.email, roles: ["finance"], driverId: null });
  const { id } = await openDispute(her, { id: charge.cdrId, reason: "amount", text: SAID });
  await askOperator(finance, { id, words: ASKED });
  return "seeded";
}
