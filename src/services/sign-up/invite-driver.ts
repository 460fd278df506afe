import { and, desc, eq, isNull, ne } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { Language } from "@/core/language";
import { drivers } from "@/db/schema/drivers";
import { signUps } from "@/db/schema/sign-ups";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { writeSignInLink, type LinkToSend } from "@/services/users/write-sign-in-link";
import { writtenEmail } from "@/services/users/written-email";
import { requireMayOpen } from "./opening-standing";
import { openSignUp } from "./start-sign-up";

/** Somebody whom operations invites. `makeLink` is the door's: it alone can make links that open it. */
export interface DriverInvitation {
  readonly email: string;
  readonly locale: Language;
  readonly makeLink: (
    email: string,
  ) => Promise<Pick<LinkToSend, "url" | "tokenHash" | "expiresAt">>;
}

/**
 * Invites somebody to become a driver: an open sign-up and a mail with a link. Again for the same address sends another
 * link. Who had an account may come back to it. For operations.
 * @throws ServiceError FORBIDDEN, INVALID, CONFLICT (`reason`: he has an account, or works here).
 */
export async function inviteDriver(ctx: Ctx, invitation: DriverInvitation): Promise<void> {
  requireRole(ctx, "operations");
  const email = writtenEmail(invitation.email);
  const { locale } = invitation;
  await requireMayOpen(ctx, email);
  if (await isUnclaimed(ctx, email)) {
    throw new ServiceError("CONFLICT", "This address belongs to a driver already.", {
      reason: "has-account",
    });
  }
  const link = await invitation.makeLink(email);
  await inTransaction(ctx, async (tx) => {
    await openSignUp(tx, { email, locale });
    await writeSignInLink(tx, { ...link, kind: "sign_up", email, locale });
  });
}

/** Whether there is an account of this address that nobody signs in to. */
async function isUnclaimed(ctx: Ctx, email: string): Promise<boolean> {
  const [row] = await ctx.db
    .select({ id: drivers.id })
    .from(drivers)
    .where(
      and(
        eq(drivers.tenantId, ctx.tenantId),
        eq(drivers.email, email),
        isNull(drivers.userId),
        ne(drivers.state, "closed"),
      ),
    )
    .limit(1);
  return row !== undefined;
}

/** A sign-up that is not done. */
export interface OpenSignUp {
  readonly id: Id<"other">;
  readonly email: string;
  readonly startedAt: Temporal.Instant;
  readonly updatedAt: Temporal.Instant;
  /** His address is proved. */
  readonly hasCome: boolean;
}

const SHOWN = 100;

/** Who has been invited or has begun to sign up, latest first. For operations. @throws ServiceError FORBIDDEN. */
export async function listOpenSignUps(ctx: Ctx): Promise<readonly OpenSignUp[]> {
  requireRole(ctx, "operations");
  const rows = await ctx.db
    .select()
    .from(signUps)
    .where(and(eq(signUps.tenantId, ctx.tenantId), eq(signUps.state, "open")))
    .orderBy(desc(signUps.updatedAt))
    .limit(SHOWN);
  return rows.map(({ id, email, startedAt, updatedAt, userId }) => ({
    id,
    email,
    startedAt,
    updatedAt,
    hasCome: userId !== null,
  }));
}
