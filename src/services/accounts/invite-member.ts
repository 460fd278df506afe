import { createHash, randomBytes } from "node:crypto";
import { and, count, eq, gt, ne } from "drizzle-orm";
import { isLanguage } from "@/core/language";
import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { accountMembers, type MemberRole } from "@/db/schema/accounts";
import { drivers } from "@/db/schema/drivers";
import { notifications } from "@/db/schema/notifications";
import { users } from "@/db/schema/users";
import { inTransaction } from "@/db/transaction";
import { actorName, writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { writeNotification } from "@/services/notifications/write-notification";
import { requireDriver } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { lockActingDriver } from "@/services/vehicles/lock-driver";
import { lockMember, readEmail, readName, requireCostCentre } from "./member-row";
import { relabelCharges } from "./label-charges";

/** An invitation holds so long. */
const INVITATION_HOLDS = { hours: 14 * 24 } as const;

/** An account has at most so many members; a larger fleet asks us. */
const MOST_MEMBERS = 500;

/** So many invitations a day are mailed to one address, from all accounts together. */
const MAILS_A_DAY = 5;

/** Who is to use the account, and as what. */
export interface NewMember {
  readonly name: string;
  readonly email: string;
  readonly role: MemberRole;
  readonly costCentreId: string | null;
}

/** SHA-256 of an invitation's secret: what is kept of it. */
export function inviteHash(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

/**
 * Invites somebody to the account that the acting person runs, by a mail with a secret link that holds 14 days.
 * Returns the member's id.
 * @throws ServiceError FORBIDDEN, INVALID (`field`), NOT_FOUND (no such cost centre), CONFLICT for an address that is
 * a member's or the owner's already, LIMIT.
 */
export async function inviteMember(ctx: Ctx, input: NewMember): Promise<Id<"member">> {
  requireDriver(ctx);
  const [email, name] = [readEmail(input.email), readName(input.name)];
  return inTransaction(ctx, async (tx) => {
    const driverId = await lockActingDriver(tx);
    await requireRoom(tx, driverId, email);
    const costCentreId = await requireCostCentre(tx, driverId, input.costCentreId);
    const id = newId<"member">();
    const now = tx.clock.now();
    await tx.db.insert(accountMembers).values({
      tenantId: tx.tenantId,
      id,
      driverId,
      name,
      email,
      role: input.role,
      state: "invited",
      costCentreId,
      invitedBy: actorName(tx.actor),
      invitedAt: now,
    });
    await writeAudit(tx, {
      action: "account.member_invited",
      subjectType: "driver",
      subjectId: driverId,
      detail: { memberId: id, email, role: input.role },
    });
    await sendInvitation(tx, { driverId, id, email });
    return id;
  });
}

/** Sends an invitation again, with a new secret for another 14 days. @throws ServiceError NOT_FOUND, PRECONDITION, LIMIT. */
export async function resendInvitation(ctx: Ctx, memberId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const driverId = await lockActingDriver(tx);
    const member = await lockMember(tx, driverId, memberId);
    if (member.state !== "invited") {
      throw new ServiceError("PRECONDITION", "This person has joined already.");
    }
    await sendInvitation(tx, member);
  });
}

/** What of a member changes. */
export type MemberChange = Pick<NewMember, "name" | "role" | "costCentreId">;

/**
 * Gives a member another name, role or cost centre. Charges that no bill has yet follow the cost centre.
 * @throws ServiceError NOT_FOUND, INVALID.
 */
export async function changeMember(
  ctx: Ctx,
  memberId: string,
  change: MemberChange,
): Promise<void> {
  requireDriver(ctx);
  const name = readName(change.name);
  await inTransaction(ctx, async (tx) => {
    const driverId = await lockActingDriver(tx);
    const { id, role, costCentreId: before } = await lockMember(tx, driverId, memberId);
    const costCentreId =
      change.costCentreId === before
        ? before
        : await requireCostCentre(tx, driverId, change.costCentreId);
    await tx.db
      .update(accountMembers)
      .set({ name, role: change.role, costCentreId })
      .where(and(eq(accountMembers.tenantId, tx.tenantId), eq(accountMembers.id, id)));
    await writeAudit(tx, {
      action: "account.member_changed",
      subjectType: "driver",
      subjectId: driverId,
      detail: { memberId: id, role: change.role, roleBefore: role, costCentreId },
    });
    if (costCentreId !== before) await relabelCharges(tx, driverId);
  });
}

async function requireRoom(tx: Ctx, driverId: Id<"driver">, email: string): Promise<void> {
  const [owner] = await tx.db
    .select({ email: drivers.email })
    .from(drivers)
    .where(and(eq(drivers.tenantId, tx.tenantId), eq(drivers.id, driverId)));
  const members = await tx.db
    .select({ email: accountMembers.email })
    .from(accountMembers)
    .where(
      and(
        eq(accountMembers.tenantId, tx.tenantId),
        eq(accountMembers.driverId, driverId),
        ne(accountMembers.state, "removed"),
      ),
    );
  if ([owner, ...members].some((one) => one?.email.toLowerCase() === email)) {
    throw new ServiceError("CONFLICT", "This address belongs to the account already.", {
      field: "email",
    });
  }
  if (members.length >= MOST_MEMBERS) {
    throw new ServiceError("LIMIT", `An account has at most ${MOST_MEMBERS} members.`);
  }
}

async function requireFewMails(tx: Ctx, email: string): Promise<void> {
  const [row] = await tx.db
    .select({ sent: count() })
    .from(notifications)
    .where(
      and(
        eq(notifications.tenantId, tx.tenantId),
        eq(notifications.kind, "member_invited"),
        eq(notifications.email, email),
        gt(notifications.createdAt, tx.clock.now().subtract({ hours: 24 })),
      ),
    );
  if ((row?.sent ?? 0) < MAILS_A_DAY) return;
  throw new ServiceError("LIMIT", "Too many invitations were sent to this address today.");
}

async function sendInvitation(
  tx: Ctx,
  member: {
    readonly driverId: Id<"driver">;
    readonly id: Id<"member">;
    readonly email: string;
  },
): Promise<void> {
  const now = tx.clock.now();
  await requireFewMails(tx, member.email);
  const secret = randomBytes(32).toString("base64url");
  const expiresAt = now.add(INVITATION_HOLDS);
  await tx.db
    .update(accountMembers)
    .set({ inviteSha256: inviteHash(secret), inviteExpiresAt: expiresAt, invitedAt: now })
    .where(and(eq(accountMembers.tenantId, tx.tenantId), eq(accountMembers.id, member.id)));
  const [account] = await tx.db
    .select({ name: drivers.name, locale: drivers.locale, timeZone: drivers.timeZone })
    .from(drivers)
    .where(and(eq(drivers.tenantId, tx.tenantId), eq(drivers.id, member.driverId)));
  const [known] = await tx.db
    .select({ locale: users.locale })
    .from(users)
    .where(eq(users.email, member.email));
  const locale = isLanguage(known?.locale) ? known.locale : (account?.locale ?? "en");
  await writeNotification(tx, {
    key: `member_invited:${member.id}:${now.epochMilliseconds}`,
    kind: "member_invited",
    email: member.email,
    locale,
    payload: {
      url: `${tx.settings.baseUrl}/account/join/${secret}`,
      account: account?.name ?? "",
      dueOn: expiresAt
        .toZonedDateTimeISO(account?.timeZone ?? "UTC")
        .toPlainDate()
        .toString(),
    },
  });
}
