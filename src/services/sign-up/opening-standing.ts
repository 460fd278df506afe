import { and, eq, inArray } from "drizzle-orm";
import { drivers } from "@/db/schema/drivers";
import { erasures } from "@/db/schema/privacy";
import { memberships, users } from "@/db/schema/users";
import type { Ctx } from "@/services/context";
import { ServiceError } from "@/services/service-error";

/**
 * Whether somebody with an address may open an account of his own here.
 * - `may`: a stranger, a member of others' accounts, or who had an account that is closed or whose role is gone.
 * - `has-account`: he signs in.
 * - `works-here`: whoever decides about drivers' money or answers for an operator is not a driver by the same address,
 *   so that nobody decides about a charge of his own.
 * - `being-forgotten`: he asked for his account to be erased; coming back to it would be erased with it.
 * - `elsewhere`: he belongs to another tenant of this installation.
 */
export type OpeningStanding =
  | "may"
  | "has-account"
  | "works-here"
  | "being-forgotten"
  | "elsewhere";

/** How an address stands to opening an account. It is written as it is stored. */
export async function openingStandingOf(ctx: Ctx, email: string): Promise<OpeningStanding> {
  const rows = await ctx.db
    .select({
      tenantId: memberships.tenantId,
      role: memberships.role,
      account: drivers.state,
    })
    .from(users)
    .innerJoin(memberships, eq(memberships.userId, users.id))
    .leftJoin(
      drivers,
      and(eq(drivers.tenantId, memberships.tenantId), eq(drivers.userId, users.id)),
    )
    .where(eq(users.email, email));
  if (rows.some(({ tenantId }) => tenantId !== ctx.tenantId)) return "elsewhere";
  const isDriver = rows.some(({ role }) => role === "driver");
  const hasAccount = rows.some(({ account }) => account !== null && account !== "closed");
  if (isDriver && hasAccount) return "has-account";
  if (rows.some(({ role }) => role !== "driver")) return "works-here";
  return (await isBeingForgotten(ctx, email)) ? "being-forgotten" : "may";
}

async function isBeingForgotten(ctx: Ctx, email: string): Promise<boolean> {
  const [row] = await ctx.db
    .select({ id: erasures.id })
    .from(erasures)
    .innerJoin(
      drivers,
      and(eq(drivers.tenantId, erasures.tenantId), eq(drivers.id, erasures.driverId)),
    )
    .innerJoin(users, eq(users.id, drivers.userId))
    .where(
      and(
        eq(erasures.tenantId, ctx.tenantId),
        inArray(erasures.state, ["requested", "blocked"]),
        eq(users.email, email),
      ),
    )
    .limit(1);
  return row !== undefined;
}

/** Throws where no account may be opened. @throws ServiceError CONFLICT (`reason`: how the address stands). */
export async function requireMayOpen(ctx: Ctx, email: string): Promise<void> {
  const reason = await openingStandingOf(ctx, email);
  if (reason === "may") return;
  throw new ServiceError("CONFLICT", "No account can be opened with this address.", { reason });
}
