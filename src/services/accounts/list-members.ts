import { and, asc, eq, ne } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { UsedLimit } from "@/core/wallet/spending-limits";
import { accountMembers, type MemberRole } from "@/db/schema/accounts";
import { drivers, tokens } from "@/db/schema/drivers";
import type { Ctx } from "@/services/context";
import { requireDriver } from "@/services/require-role";
import { readLimitUse } from "@/services/wallet/read-limit-use";

/** A card or an app of an account. */
export interface HeldToken {
  readonly id: Id<"token">;
  readonly type: "RFID" | "APP_USER" | "AD_HOC_USER" | "OTHER";
  /** What its holder calls it, what is printed on it, or its number. */
  readonly name: string;
  readonly valid: boolean;
}

/** Somebody who uses an account. */
export interface Member {
  readonly id: Id<"member">;
  readonly name: string;
  readonly email: string;
  readonly role: MemberRole;
  readonly state: "invited" | "active";
  /** An invitation that was not used in time. */
  readonly isExpired: boolean;
  readonly costCentreId: Id<"other"> | null;
  readonly invitedAt: Temporal.Instant;
  readonly joinedAt: Temporal.Instant | null;
  readonly tokens: readonly HeldToken[];
  readonly limits: readonly UsedLimit[];
}

/** An account with its people and what they charge with. */
export interface AccountPeople {
  readonly owner: {
    readonly name: string;
    readonly email: string;
    readonly kind: "consumer" | "business";
  };
  readonly currency: string;
  readonly members: readonly Member[];
  /** Held by the owner, or by nobody yet. */
  readonly unassigned: readonly HeldToken[];
}

/** Who uses the account that the acting person runs: owner first, members by name. @throws ServiceError FORBIDDEN. */
export async function listMembers(ctx: Ctx): Promise<AccountPeople> {
  const driverId = requireDriver(ctx);
  const ofTenant = { tenantId: ctx.tenantId, driverId };
  const [[driver], rows, held, limits] = await Promise.all([
    ctx.db
      .select()
      .from(drivers)
      .where(and(eq(drivers.tenantId, ofTenant.tenantId), eq(drivers.id, driverId))),
    ctx.db
      .select()
      .from(accountMembers)
      .where(
        and(
          eq(accountMembers.tenantId, ctx.tenantId),
          eq(accountMembers.driverId, driverId),
          ne(accountMembers.state, "removed"),
        ),
      )
      .orderBy(asc(accountMembers.name), asc(accountMembers.id)),
    ctx.db
      .select()
      .from(tokens)
      .where(and(eq(tokens.tenantId, ctx.tenantId), eq(tokens.driverId, driverId)))
      .orderBy(asc(tokens.createdAt), asc(tokens.id)),
    readLimitUse(ctx, driverId),
  ]);
  const now = ctx.clock.now();
  const tokensOf = (memberId: Id<"member"> | null) =>
    held
      .filter((token) => token.memberId === memberId && token.replacedBy === null)
      .map(({ id, type, name, visualNumber, uid, valid }) => ({
        id,
        type,
        name: name ?? visualNumber ?? uid,
        valid,
      }));
  return {
    owner: {
      name: driver?.name ?? "",
      email: driver?.email ?? "",
      kind: driver?.kind ?? "consumer",
    },
    currency: driver?.currency ?? "",
    members: rows.map(({ id, name, email, role, state, costCentreId, ...row }) => ({
      id,
      name,
      email,
      role,
      state: state === "active" ? "active" : "invited",
      isExpired:
        state === "invited" &&
        (row.inviteExpiresAt === null || Temporal.Instant.compare(row.inviteExpiresAt, now) <= 0),
      costCentreId,
      invitedAt: row.invitedAt,
      joinedAt: row.joinedAt,
      tokens: tokensOf(id),
      limits: limits.filter(({ member }) => member?.id === id),
    })),
    unassigned: tokensOf(null),
  };
}
