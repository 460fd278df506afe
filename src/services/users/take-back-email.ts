import { and, eq, gte, inArray, ne } from "drizzle-orm";
import { isLanguage } from "@/core/language";
import type { Id } from "@/core/ids";
import { emailChanges } from "@/db/schema/privacy";
import { accountLinks, signInTokens, users } from "@/db/schema/users";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { writeNotification } from "@/services/notifications/write-notification";
import { readPortal } from "@/services/tenants/read-portal";
import { linkEnded } from "./change-email";
import { findOpenEmailChange, type EmailChangeRow } from "./email-change-rows";
import { moveAddress } from "./move-address";
import { endAllSessions } from "./open-sessions";

/**
 * Takes a change of address back, for whoever reads the old address: it was not him. The account has that address again,
 * whatever came after the change, every browser is signed out, links that are on their way to the addresses that it had
 * meanwhile sign nobody in, and neither do identities that may have been linked there. What was only asked for cannot be
 * confirmed any more. Both addresses are told. A link counts once, and for a week.
 * @throws ServiceError NOT_FOUND (the link has ended or was used), CONFLICT (somebody has the old address by now).
 */
export async function takeEmailChangeBack(ctx: Ctx, token: string): Promise<void> {
  const { supportEmail } = await readPortal(ctx);
  await inTransaction(ctx, async (tx) => {
    const change = await findOpenEmailChange(tx, "back", token, { lock: true });
    if (!change) throw linkEnded();
    const { userId, fromEmail } = change;
    const [user] = await tx.db.select().from(users).where(eq(users.id, userId)).for("update");
    if (!user) throw linkEnded();
    const later = await closeChanges(tx, change);
    const left = [...new Set(later.map(({ toEmail }) => toEmail))];
    if (user.email !== fromEmail) {
      await moveAddress(tx, { userId, from: user.email, to: fromEmail });
      await tx.db.delete(accountLinks).where(eq(accountLinks.userId, userId));
    }
    await forgetLinks(tx, userId, [...left, user.email]);
    const sessions = await endAllSessions(tx, userId);
    const addresses = user.email === fromEmail ? [fromEmail] : [fromEmail, user.email];
    for (const email of addresses) {
      await writeNotification(tx, {
        key: `email_change_taken_back:${change.id}:${email === fromEmail ? "old" : "new"}`,
        kind: "email_change_taken_back",
        email,
        locale: isLanguage(user.locale) ? user.locale : "sv",
        payload: {
          ...(user.name !== null && { name: user.name }),
          email: fromEmail,
          support: supportEmail,
          url: tx.settings.baseUrl,
        },
      });
    }
    await writeAudit(tx, {
      action: "user.email_change_taken_back",
      subjectType: "user",
      subjectId: userId,
      detail: { change: change.id, sessions },
    });
  });
}

/** This change and what was asked for after it: whoever asked for the one asked for the others. */
async function closeChanges(
  tx: Ctx,
  { userId, askedAt }: EmailChangeRow,
): Promise<readonly { readonly toEmail: string }[]> {
  return tx.db
    .update(emailChanges)
    .set({ state: "taken_back", takenBackAt: tx.clock.now() })
    .where(
      and(
        eq(emailChanges.tenantId, tx.tenantId),
        eq(emailChanges.userId, userId),
        gte(emailChanges.askedAt, askedAt),
        ne(emailChanges.state, "taken_back"),
      ),
    )
    .returning({ toEmail: emailChanges.toEmail });
}

/** Sign-in links that were sent where the account is no more; others' addresses, which were only asked for, keep theirs. */
async function forgetLinks(tx: Ctx, userId: Id<"user">, emails: readonly string[]): Promise<void> {
  const others = await tx.db
    .select({ email: users.email })
    .from(users)
    .where(and(inArray(users.email, [...emails]), ne(users.id, userId)));
  const known = new Set(others.map(({ email }) => email));
  const own = emails.filter((email) => !known.has(email));
  if (own.length > 0) await tx.db.delete(signInTokens).where(inArray(signInTokens.identifier, own));
}
