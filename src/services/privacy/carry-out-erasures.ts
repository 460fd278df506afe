import { and, asc, eq, inArray, isNotNull, lte, sql } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { cdrs } from "@/db/schema/cdrs";
import { drivers, tokenDeliveries, tokens } from "@/db/schema/drivers";
import { partners } from "@/db/schema/partners";
import { erasures } from "@/db/schema/privacy";
import { sessions } from "@/db/schema/sessions";
import { users } from "@/db/schema/users";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import { lockDriver } from "@/services/commands/lock-driver";
import type { Ctx } from "@/services/context";
import { hasCdr, isOver, sessionEnd } from "@/services/expected-cdrs/session-states";
import { writeNotification } from "@/services/notifications/write-notification";
import { ServiceError } from "@/services/service-error";
import { closeAccount } from "@/services/wallet/close-account";
import { eraseIdentity } from "./erase-identity";
import { readAccountBefore } from "./reopen-account";

type Erasure = InferSelectModel<typeof erasures>;

/** Where something stands in the way, it is looked at again after a day. */
const AGAIN = { hours: 24 } as const;
/** An account that was closed waits for what its networks have still to be told. */
const SOON = { hours: 1 } as const;
/** So long a CDR of a charge that is over is waited for. */
const CDR_COMES = { hours: 24 * 30 } as const;
const MOST_AT_ONCE = 20;

/**
 * Forgets the drivers whose time has come: their account is closed as they would close it, and once every network knows
 * that their cards are blocked, their identity is taken out. What stands in the way is kept with the wish, and it is
 * tried again. Returns how many it looked at.
 */
export async function carryOutErasures(ctx: Ctx): Promise<number> {
  const due = await ctx.db
    .select({ id: erasures.id })
    .from(erasures)
    .where(isDue(ctx))
    .orderBy(asc(erasures.dueAt))
    .limit(MOST_AT_ONCE);
  for (const { id } of due) {
    try {
      await carryOut(ctx, id);
    } catch (error) {
      ctx.log.error({ err: error, erasureId: id }, "a driver was not forgotten");
      await postpone(ctx, id, { reason: "error", wait: AGAIN });
    }
  }
  return due.length;
}

async function carryOut(ctx: Ctx, id: Id<"other">): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const wish = await lockWish(tx, id);
    if (!wish) return;
    const obstacle = (await close(tx, wish)) ?? (await whatIsOpen(tx, wish.driverId));
    if (obstacle) return postpone(tx, id, obstacle);
    await tellOfEnd(tx, wish);
    const detail = await eraseIdentity(tx, wish);
    await tx.db
      .update(erasures)
      .set({ state: "done", dueAt: null, doneAt: tx.clock.now(), detail })
      .where(and(eq(erasures.tenantId, tx.tenantId), eq(erasures.id, id)));
    await writeAudit(tx, {
      action: "erasure.done",
      subjectType: "driver",
      subjectId: wish.driverId,
      detail,
    });
  });
}

/** The driver before the wish, as whoever takes it back locks them. Null where it is not due any more. */
async function lockWish(tx: Ctx, id: Id<"other">): Promise<Erasure | null> {
  const due = tx.db
    .select()
    .from(erasures)
    .where(and(isDue(tx), eq(erasures.id, id)));
  const [seen] = await due;
  if (!seen) return null;
  await lockDriver(tx, seen.driverId);
  const [wish] = await due.for("update", { skipLocked: true });
  return wish ?? null;
}

interface Obstacle {
  readonly reason: string;
  readonly wait: { readonly hours: number };
}

/** Closes the account in its owner's name, as he asked, and keeps how it stood; says what stands in the way. */
async function close(tx: Ctx, { id, driverId }: Erasure): Promise<Obstacle | null> {
  const [owner] = await tx.db
    .select({ state: drivers.state, userId: users.id, email: users.email })
    .from(drivers)
    .leftJoin(users, eq(users.id, drivers.userId))
    .where(and(eq(drivers.tenantId, tx.tenantId), eq(drivers.id, driverId)));
  if (!owner || owner.state === "closed" || owner.userId === null) return null;
  const { userId } = owner;
  const email = owner.email ?? "";
  const actor = { kind: "user", userId, email, roles: ["driver"], driverId } as const;
  const before = await readAccountBefore(tx, driverId);
  try {
    await closeAccount({ ...tx, actor });
    if (before) await note(tx, id, { before });
    return null;
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== "PRECONDITION") throw error;
    return { reason: error.detail["reason"] ?? "open", wait: AGAIN };
  }
}

/**
 * What would be lost if the identity went now: a network that does not know of a block, a CDR that is not decided, and
 * one that has yet to come, which would find nobody by the number of its card.
 */
async function whatIsOpen(tx: Ctx, driverId: Id<"driver">): Promise<Obstacle | null> {
  const [untold] = await tx.db
    .select({ id: tokens.id })
    .from(tokenDeliveries)
    .innerJoin(
      tokens,
      and(eq(tokens.tenantId, tokenDeliveries.tenantId), eq(tokens.id, tokenDeliveries.tokenId)),
    )
    .innerJoin(
      partners,
      and(
        eq(partners.tenantId, tokenDeliveries.tenantId),
        eq(partners.id, tokenDeliveries.partnerId),
        eq(partners.state, "registered"),
      ),
    )
    .where(
      and(
        eq(tokenDeliveries.tenantId, tx.tenantId),
        eq(tokens.driverId, driverId),
        eq(tokenDeliveries.state, "pending"),
      ),
    )
    .limit(1);
  if (untold) return { reason: "told", wait: SOON };
  const [undecided] = await tx.db
    .select({ id: cdrs.id })
    .from(cdrs)
    .where(
      and(
        eq(cdrs.tenantId, tx.tenantId),
        eq(cdrs.driverId, driverId),
        inArray(cdrs.state, ["received", "held"]),
      ),
    )
    .limit(1);
  if (undecided) return { reason: "expected", wait: AGAIN };
  const since = tx.clock.now().subtract(CDR_COMES).toString();
  const [unbilled] = await tx.db
    .select({ id: sessions.id })
    .from(sessions)
    .where(
      and(
        eq(sessions.tenantId, tx.tenantId),
        eq(sessions.driverId, driverId),
        isOver,
        sql`${sessionEnd} > ${since}::timestamptz`,
        sql`not ${hasCdr}`,
      ),
    )
    .limit(1);
  return unbilled ? { reason: "expected", wait: AGAIN } : null;
}

async function postpone(ctx: Ctx, id: Id<"other">, { reason, wait }: Obstacle): Promise<void> {
  await ctx.db
    .update(erasures)
    .set({ state: "blocked", dueAt: ctx.clock.now().add(wait) })
    .where(and(eq(erasures.tenantId, ctx.tenantId), eq(erasures.id, id)));
  await note(ctx, id, { reason });
}

/** Keeps something with a wish, beside what is kept with it. */
async function note(ctx: Ctx, id: Id<"other">, more: Record<string, unknown>): Promise<void> {
  await ctx.db
    .update(erasures)
    .set({ detail: sql`${erasures.detail} || ${JSON.stringify(more)}::jsonb` })
    .where(and(eq(erasures.tenantId, ctx.tenantId), eq(erasures.id, id)));
}

async function tellOfEnd(tx: Ctx, { id, driverId }: Erasure): Promise<void> {
  const [driver] = await tx.db
    .select({ name: drivers.name, email: drivers.email, locale: drivers.locale })
    .from(drivers)
    .where(and(eq(drivers.tenantId, tx.tenantId), eq(drivers.id, driverId)));
  if (!driver) return;
  await writeNotification(tx, {
    key: `erasure_done:${id}`,
    kind: "erasure_done",
    email: driver.email,
    locale: driver.locale,
    payload: { name: driver.name, url: tx.settings.baseUrl },
  });
}

function isDue(ctx: Ctx) {
  return and(
    eq(erasures.tenantId, ctx.tenantId),
    inArray(erasures.state, ["requested", "blocked"]),
    isNotNull(erasures.dueAt),
    lte(erasures.dueAt, sql`${ctx.clock.now().toString()}::timestamptz`),
  );
}
