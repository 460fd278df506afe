import { and, count, eq, gt } from "drizzle-orm";
import { isLanguage, type Language } from "@/core/language";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { emailChanges } from "@/db/schema/privacy";
import { users } from "@/db/schema/users";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { writeNotification } from "@/services/notifications/write-notification";
import { requireOwner } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { readPortal } from "@/services/tenants/read-portal";
import { actingUser } from "./acting-user";
import { emailChangeUrl, findOpenEmailChange } from "./email-change-rows";
import { moveAddress } from "./move-address";
import { writtenEmail } from "./written-email";

const VALID_HOURS = 24;
/** So long the old address can take a change back, from the asking and again from the change. */
const BACK_HOURS = 7 * 24;
const LINKS_PER_DAY = 5;

/**
 * The acting driver wants another address: a link goes there, and nothing changes before it is followed. The old address
 * is told, with a link that takes it back. For an address that somebody has already, no link is sent; whoever asks, and
 * whoever reads the old address, cannot tell.
 * @throws ServiceError FORBIDDEN, INVALID, LIMIT (five a day of one person, and to one address).
 */
export async function requestEmailChange(
  ctx: Ctx,
  input: { readonly email: string },
): Promise<void> {
  requireOwner(ctx);
  const { userId } = actingUser(ctx);
  const email = writtenEmail(input.email);
  const person = await readPerson(ctx, userId);
  const old = person.email;
  if (email === old) throw new ServiceError("INVALID", "This is the address.", { field: "email" });
  const now = ctx.clock.now();
  await requireFew(ctx, { userId, email });
  const [taken] = await ctx.db.select({ id: users.id }).from(users).where(eq(users.email, email));
  const { supportEmail } = await readPortal(ctx);
  await inTransaction(ctx, async (tx) => {
    const id = newId<"other">();
    await tx.db.insert(emailChanges).values({
      tenantId: tx.tenantId,
      id,
      userId,
      fromEmail: old,
      toEmail: email,
      state: "asked",
      askedAt: now,
      confirmUntil: now.add({ hours: VALID_HOURS }),
      backUntil: now.add({ hours: BACK_HOURS }),
    });
    const { locale, ...named } = person.told;
    if (!taken) {
      await writeNotification(tx, {
        key: `email_change:${id}`,
        kind: "email_change",
        email,
        locale,
        payload: { old, url: emailChangeUrl(tx, "confirm", id) },
      });
    }
    await writeNotification(tx, {
      key: `email_change_asked:${id}`,
      kind: "email_change_asked",
      email: old,
      locale,
      payload: {
        ...named,
        new: email,
        support: supportEmail,
        url: emailChangeUrl(tx, "back", id),
      },
    });
    await writeAudit(tx, {
      action: "user.email_change_asked",
      subjectType: "user",
      subjectId: userId,
      detail: { change: id },
    });
  });
}

async function requireFew(
  ctx: Ctx,
  { userId, email }: { readonly userId: Id<"user">; readonly email: string },
): Promise<void> {
  const recent = (whose: ReturnType<typeof eq>) =>
    ctx.db
      .select({ asked: count() })
      .from(emailChanges)
      .where(
        and(
          eq(emailChanges.tenantId, ctx.tenantId),
          gt(emailChanges.askedAt, ctx.clock.now().subtract({ hours: 24 })),
          whose,
        ),
      );
  const [[byPerson], [toAddress]] = await Promise.all([
    recent(eq(emailChanges.userId, userId)),
    recent(eq(emailChanges.toEmail, email)),
  ]);
  const most = Math.max(byPerson?.asked ?? 0, toAddress?.asked ?? 0);
  if (most >= LINKS_PER_DAY) throw new ServiceError("LIMIT", "Too many links were asked for.");
}

/**
 * Makes the change that a link stands for: whoever holds it reads the new address. The old address is told, and can take
 * it back for a week from now. A link counts once.
 * @throws ServiceError NOT_FOUND (the link has ended or was used), CONFLICT (somebody has the address by now).
 */
export async function confirmEmailChange(ctx: Ctx, token: string): Promise<void> {
  const { supportEmail } = await readPortal(ctx);
  await inTransaction(ctx, async (tx) => {
    const change = await findOpenEmailChange(tx, "confirm", token, { lock: true });
    if (!change) throw linkEnded();
    const { id, userId, fromEmail: from, toEmail: to } = change;
    if (!(await moveAddress(tx, { userId, from, to }))) throw linkEnded();
    const now = tx.clock.now();
    await tx.db
      .update(emailChanges)
      .set({ state: "changed", changedAt: now, backUntil: now.add({ hours: BACK_HOURS }) })
      .where(and(eq(emailChanges.tenantId, tx.tenantId), eq(emailChanges.id, id)));
    const { locale, ...named } = (await readPerson(tx, userId)).told;
    await writeNotification(tx, {
      key: `email_changed:${id}`,
      kind: "email_changed",
      email: from,
      locale,
      payload: { ...named, new: to, support: supportEmail, url: emailChangeUrl(tx, "back", id) },
    });
    await writeAudit(tx, {
      action: "user.email_changed",
      subjectType: "user",
      subjectId: userId,
      detail: { change: id },
    });
  });
}

interface ToldPerson {
  readonly email: string;
  readonly told: { readonly locale: Language; readonly name?: string };
}

async function readPerson(ctx: Ctx, userId: Id<"user">): Promise<ToldPerson> {
  const [user] = await ctx.db.select().from(users).where(eq(users.id, userId));
  if (!user) throw linkEnded();
  const { email, name, locale } = user;
  return {
    email,
    told: { locale: isLanguage(locale) ? locale : "sv", ...(name !== null && { name }) },
  };
}

/** A link that means nothing any more, or never did. */
export function linkEnded(): ServiceError {
  return new ServiceError("NOT_FOUND", "This link is not valid any more.");
}
