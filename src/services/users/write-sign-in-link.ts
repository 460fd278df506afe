import type { Language } from "@/core/language";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { writeNotification } from "@/services/notifications/write-notification";

/** A link that was made, for whoever reads the address. */
export interface LinkToSend {
  /** sign_up: he has an open sign-up and no account. */
  readonly kind: "sign_in" | "sign_up";
  readonly email: string;
  readonly locale: Language;
  readonly url: string;
  readonly tokenHash: string;
  readonly expiresAt: Temporal.Instant;
}

/**
 * Leaves the mail with a link to be sent. `url` is the secret: it stands in the row until the mail is sent. `tokenHash`
 * names the link without giving it away.
 */
export async function writeSignInLink(ctx: Ctx, link: LinkToSend): Promise<void> {
  const { kind, email, locale, url, expiresAt } = link;
  await inTransaction(ctx, async (tx) => {
    await writeNotification(tx, {
      key: `${kind}:${link.tokenHash}`,
      kind,
      email,
      locale,
      payload: { url, expiresAt: expiresAt.toString() },
    });
    await writeAudit(tx, {
      action: `${kind}.link_requested`,
      subjectType: "email",
      subjectId: email,
    });
  });
}
