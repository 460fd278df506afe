import type { Id } from "@/core/ids";
import type { MemberRole } from "@/db/schema/accounts";
import type { Role } from "@/db/schema/users";
import type { ActingMember, Ctx } from "./context";
import { ServiceError } from "./service-error";

/**
 * Lets through staff with one of the roles, and the system itself.
 * @throws ServiceError UNAUTHENTICATED for partners, FORBIDDEN for people without the role.
 */
export function requireRole(ctx: Ctx, ...roles: readonly Role[]): void {
  const { actor } = ctx;
  if (actor.kind === "system") return;
  if (actor.kind !== "user") throw new ServiceError("UNAUTHENTICATED", "Sign in first.");
  if (!actor.roles.some((role) => roles.includes(role) || role === "tenant_admin")) {
    throw new ServiceError("FORBIDDEN", "Your role does not include this.", {
      needs: roles.join("|"),
    });
  }
}

/**
 * The account that the acting person runs: he is its owner, or its admin.
 * @throws ServiceError UNAUTHENTICATED when nobody is signed in, FORBIDDEN for people without a driver's account and
 * for mere members of one.
 */
export function requireDriver(ctx: Ctx): Id<"driver"> {
  const { actor } = ctx;
  if (actor.kind !== "user") throw new ServiceError("UNAUTHENTICATED", "Sign in first.");
  if (!actor.driverId) throw refuse(actor.member ?? null);
  return actor.driverId;
}

/**
 * The acting person's own account: what not even its admin may do, such as closing it.
 * @throws ServiceError as `requireDriver`.
 */
export function requireOwner(ctx: Ctx): Id<"driver"> {
  const driverId = requireDriver(ctx);
  const { actor } = ctx;
  if (actor.kind === "user" && actor.member) {
    throw new ServiceError("FORBIDDEN", "Only the owner of the account may do this.", {
      needs: "owner",
      memberRole: actor.member.role,
    });
  }
  return driverId;
}

/** Somebody who uses an account, and how much of it he sees. */
export interface AccountUse {
  readonly driverId: Id<"driver">;
  /** Null: its owner. */
  readonly memberId: Id<"member"> | null;
  readonly role: "owner" | MemberRole;
  /** Set: he sees only what was charged with tokens that this member holds. Null: everything. */
  readonly onlyMemberId: Id<"member"> | null;
}

/**
 * Lets through who charges on an account: owner, admin and drivers.
 * @throws ServiceError as `requireDriver`, FORBIDDEN for bookkeepers.
 */
export function requireDriverUse(ctx: Ctx): AccountUse {
  return requireUse(ctx, ["owner", "admin", "driver"]);
}

/** Lets through who reads charges: everybody on the account; drivers their own. @throws ServiceError as `requireDriver`. */
export function requireChargesReader(ctx: Ctx): AccountUse {
  return requireUse(ctx, ["owner", "admin", "bookkeeper", "driver"]);
}

/**
 * Lets through who reads invoices, receipts and other documents: owner, admin and bookkeepers.
 * @throws ServiceError as `requireDriver`, FORBIDDEN for drivers.
 */
export function requireDriverReader(ctx: Ctx): Id<"driver"> {
  return requireUse(ctx, ["owner", "admin", "bookkeeper"]).driverId;
}

/** Whether the actor reads the documents of an account: as its owner, admin or bookkeeper. */
export function readsAccount(ctx: Ctx, driverId: Id<"driver"> | null): boolean {
  const { actor } = ctx;
  if (actor.kind !== "user" || driverId === null) return false;
  const { member } = actor;
  return (
    actor.driverId === driverId || (member?.role === "bookkeeper" && member.driverId === driverId)
  );
}

function requireUse(ctx: Ctx, roles: readonly AccountUse["role"][]): AccountUse {
  const { actor } = ctx;
  if (actor.kind !== "user") throw new ServiceError("UNAUTHENTICATED", "Sign in first.");
  const member = actor.member ?? null;
  const driverId = member?.driverId ?? actor.driverId;
  const role = member?.role ?? "owner";
  if (!driverId || !roles.includes(role)) throw refuse(member);
  const memberId = member?.id ?? null;
  return { driverId, memberId, role, onlyMemberId: role === "driver" ? memberId : null };
}

function refuse(member: ActingMember | null): ServiceError {
  if (!member) return new ServiceError("FORBIDDEN", "This needs a driver's account.");
  return new ServiceError("FORBIDDEN", "Your role in this account does not include this.", {
    memberRole: member.role,
  });
}
