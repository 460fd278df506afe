import { and, count, eq, gt, not, sql } from "drizzle-orm";
import { asId, isId, type Id } from "@/core/ids";
import { isLanguage } from "@/core/language";
import { accountMembers } from "@/db/schema/accounts";
import { drivers } from "@/db/schema/drivers";
import { notifications } from "@/db/schema/notifications";
import { users } from "@/db/schema/users";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx, ServiceSettings } from "@/services/context";
import { writeNotification } from "@/services/notifications/write-notification";
import { requireOwner } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { readPortal } from "@/services/tenants/read-portal";
import { actingUser } from "./acting-user";
import { openSigned, signText } from "./signed-link";
import { writtenEmail } from "./written-email";

const PURPOSE = "email change";
const VALID_HOURS = 24;
const LINKS_PER_DAY = 5;

/**
 * The acting driver wants another address: a link goes there, and nothing changes before it is followed. For an address
 * that somebody has already, nothing is sent; whoever asks cannot tell.
 * @throws ServiceError FORBIDDEN, INVALID, LIMIT (five links to an address a day).
 */
export async function requestEmailChange(
  ctx: Ctx,
  input: { readonly email: string },
): Promise<void> {
  requireOwner(ctx);
  const { userId, email: old } = actingUser(ctx);
  const email = writtenEmail(input.email);
  if (email === old) throw new ServiceError("INVALID", "This is the address.", { field: "email" });
  const now = ctx.clock.now();
  await requireFew(ctx, email);
  const [[taken], [user]] = await Promise.all([
    ctx.db.select({ id: users.id }).from(users).where(eq(users.email, email)),
    ctx.db.select().from(users).where(eq(users.id, userId)),
  ]);
  if (taken) return;
  const until = Math.floor(now.epochMilliseconds / 1000) + VALID_HOURS * 3600;
  const token = signText(
    ctx.settings,
    PURPOSE,
    JSON.stringify([ctx.tenantId, userId, old, email, until]),
  );
  const locale = user?.locale;
  await inTransaction(ctx, async (tx) => {
    await writeNotification(tx, {
      key: `email_change:${userId}:${email}:${now.epochMilliseconds}`,
      kind: "email_change",
      email,
      locale: isLanguage(locale) ? locale : "sv",
      payload: { old, url: `${tx.settings.baseUrl}/new-address?token=${token}` },
    });
    await writeAudit(tx, {
      action: "user.email_change_asked",
      subjectType: "user",
      subjectId: userId,
    });
  });
}

async function requireFew(ctx: Ctx, email: string): Promise<void> {
  const [row] = await ctx.db
    .select({ sent: count() })
    .from(notifications)
    .where(
      and(
        eq(notifications.tenantId, ctx.tenantId),
        eq(notifications.kind, "email_change"),
        eq(notifications.email, email),
        gt(notifications.createdAt, ctx.clock.now().subtract({ hours: 24 })),
      ),
    );
  if ((row?.sent ?? 0) < LINKS_PER_DAY) return;
  throw new ServiceError("LIMIT", "Too many links were asked for.");
}

/** A change that a link stands for. */
export interface EmailChange {
  readonly tenantId: Id<"tenant">;
  readonly userId: Id<"user">;
  readonly old: string;
  readonly email: string;
}

/** What a link stands for; null for one that we did not make or that has ended. */
export function readEmailChange(
  settings: ServiceSettings,
  token: string,
  now: Temporal.Instant,
): EmailChange | null {
  const text = openSigned(settings, PURPOSE, token);
  if (text === null) return null;
  const parts = JSON.parse(text) as readonly unknown[];
  const [tenantId, userId, old, email] = parts.map(String);
  const until = Number(parts[4]);
  if (!tenantId || !userId || !old || !email || !isId(tenantId) || !isId(userId)) return null;
  if (!(until * 1000 >= now.epochMilliseconds)) return null;
  return { tenantId: asId<"tenant">(tenantId), userId: asId<"user">(userId), old, email };
}

/**
 * Makes the change that a link stands for: whoever holds it reads the new address. The old address is told. A link
 * counts once: it names the address that it replaces.
 * @throws ServiceError NOT_FOUND (the link has ended or was used), CONFLICT (somebody has the address by now).
 */
export async function confirmEmailChange(ctx: Ctx, token: string): Promise<void> {
  const change = readEmailChange(ctx.settings, token, ctx.clock.now());
  if (!change || change.tenantId !== ctx.tenantId) throw ended();
  const { userId, old, email } = change;
  const { supportEmail } = await readPortal(ctx);
  await inTransaction(ctx, async (tx) => {
    const [taken] = await tx.db.select({ id: users.id }).from(users).where(eq(users.email, email));
    if (taken?.id === userId) throw ended();
    if (taken) throw new ServiceError("CONFLICT", "Somebody has this address by now.");
    const [user] = await tx.db
      .update(users)
      .set({ email })
      .where(and(eq(users.id, userId), eq(users.email, old)))
      .returning({ locale: users.locale, name: users.name });
    if (!user) throw ended();
    await tx.db
      .update(drivers)
      .set({ email })
      .where(
        and(eq(drivers.tenantId, tx.tenantId), eq(drivers.userId, userId), eq(drivers.email, old)),
      );
    await moveMemberships(tx, change);
    await writeNotification(tx, {
      key: `email_changed:${userId}:${tx.clock.now().epochMilliseconds}`,
      kind: "email_changed",
      email: old,
      locale: isLanguage(user.locale) ? user.locale : "sv",
      payload: {
        ...(user.name !== null && { name: user.name }),
        new: email,
        support: supportEmail,
        url: tx.settings.baseUrl,
      },
    });
    await writeAudit(tx, {
      action: "user.email_changed",
      subjectType: "user",
      subjectId: userId,
      detail: { from: old, to: email },
    });
  });
}

/** Others' accounts write to him there, too: unless they have just invited that address. */
async function moveMemberships(tx: Ctx, { userId, old, email }: EmailChange): Promise<void> {
  const isTaken = sql`exists (select 1 from ${accountMembers} other where other.tenant_id = ${accountMembers.tenantId}
    and other.driver_id = ${accountMembers.driverId} and other.email = ${email} and other.state <> 'removed')`;
  await tx.db
    .update(accountMembers)
    .set({ email })
    .where(
      and(
        eq(accountMembers.tenantId, tx.tenantId),
        eq(accountMembers.userId, userId),
        eq(accountMembers.email, old),
        not(isTaken),
      ),
    );
}

function ended(): ServiceError {
  return new ServiceError("NOT_FOUND", "This link is not valid any more.");
}
