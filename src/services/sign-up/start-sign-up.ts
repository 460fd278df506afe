import { sql } from "drizzle-orm";
import type { Language } from "@/core/language";
import { newId } from "@/db/new-id";
import { signUps } from "@/db/schema/sign-ups";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";
import { readPortal } from "@/services/tenants/read-portal";
import { writtenEmail } from "@/services/users/written-email";
import { openingStandingOf } from "./opening-standing";

/**
 * A stranger wants to become a driver: an open sign-up for his address, so that he may be sent a link. Nothing is
 * written for somebody who has an account, works here, or has begun before; whoever asks cannot tell the cases apart.
 * @throws ServiceError FORBIDDEN where people are added by invitation, INVALID.
 */
export async function startSignUp(
  ctx: Ctx,
  input: { readonly email: string; readonly locale: Language },
): Promise<void> {
  const email = writtenEmail(input.email);
  const portal = await readPortal(ctx);
  if (portal.signUp !== "open") {
    throw new ServiceError("FORBIDDEN", "Drivers are added by invitation here.");
  }
  if ((await openingStandingOf(ctx, email)) !== "may") return;
  await openSignUp(ctx, { email, locale: input.locale });
}

/** Makes sure that there is an open sign-up of an address; the caller has decided that there may be one. */
export async function openSignUp(
  ctx: Ctx,
  { email, locale }: { readonly email: string; readonly locale: Language },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const now = tx.clock.now();
    const [row] = await tx.db
      .insert(signUps)
      .values({
        tenantId: tx.tenantId,
        id: newId<"other">(),
        email,
        locale,
        startedAt: now,
        updatedAt: now,
      })
      .onConflictDoNothing({
        target: [signUps.tenantId, signUps.email],
        where: sql`${signUps.state} = 'open'`,
      })
      .returning({ id: signUps.id });
    if (!row) return;
    await writeAudit(tx, {
      action: "sign_up.started",
      subjectType: "sign_up",
      subjectId: row.id,
      detail: { locale },
    });
  });
}
