import { and, eq } from "drizzle-orm";
import type { Language } from "@/core/language";
import { drivers } from "@/db/schema/drivers";
import { users } from "@/db/schema/users";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

/**
 * Sets the language of the acting person: of the pages, and of a driver's mails and documents from now on.
 * @throws ServiceError UNAUTHENTICATED when nobody is signed in.
 */
export async function setLocale(ctx: Ctx, locale: Language): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== "user") throw new ServiceError("UNAUTHENTICATED", "Sign in first.");
  await inTransaction(ctx, async (tx) => {
    await tx.db.update(users).set({ locale }).where(eq(users.id, actor.userId));
    // Whoever runs another's account has a language of his own.
    if (actor.driverId && !actor.member) {
      await tx.db
        .update(drivers)
        .set({ locale })
        .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, actor.driverId)));
    }
    await writeAudit(tx, {
      action: "user.locale_set",
      subjectType: "user",
      subjectId: actor.userId,
      detail: { locale },
    });
  });
}
