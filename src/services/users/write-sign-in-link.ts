import type { Language } from "@/core/language";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { writeNotification } from "@/services/notifications/write-notification";

/**
 * Leaves the mail with a sign-in link to be sent. `url` is the secret: it stands in the row until the mail
 * is sent. `tokenHash` names the link without giving it away.
 */
export async function writeSignInLink(
  ctx: Ctx,
  link: {
    readonly email: string;
    readonly locale: Language;
    readonly url: string;
    readonly tokenHash: string;
    readonly expiresAt: Temporal.Instant;
  },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await writeNotification(tx, {
      key: `sign_in:${link.tokenHash}`,
      kind: "sign_in",
      email: link.email,
      locale: link.locale,
      payload: { url: link.url, expiresAt: link.expiresAt.toString() },
    });
    await writeAudit(tx, {
      action: "sign_in.link_requested",
      subjectType: "email",
      subjectId: link.email,
    });
  });
}
