import {
  and,
  asc,
  count,
  desc,
  eq,
  ilike,
  inArray,
  isNotNull,
  isNull,
  lt,
  or,
  sql,
} from "drizzle-orm";

import type { Id } from "@/core/ids";
import { chargeDisputes } from "@/db/schema/charge-disputes";
import { drivers } from "@/db/schema/drivers";
import { partners } from "@/db/schema/partners";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { disputeItem, disputeQuery, type DisputeItem } from "./dispute-item";

const PAGE_SIZE = 50;

/** Whose turn disputes are looked for by; ended: nobody's any more. */
export const queueTurns = ["finance", "partner", "bank", "ended"] as const;
export type QueueTurn = (typeof queueTurns)[number];

/** What is looked for among disputes; those that run unless told. */
export interface DisputeQueueFilter {
  readonly turn?: QueueTurn | undefined;
  readonly overdue?: boolean | undefined;
  /** Part of the number, the driver's or the operator's name. */
  readonly text?: string | undefined;
  readonly page: number;
}

/** A dispute in finance's queue. */
export interface QueuedDispute extends DisputeItem {
  readonly driver: { readonly id: Id<"driver">; readonly name: string };
}

/** A page of the queue, by the clock, and how many there are of each kind. */
export interface DisputeQueue {
  readonly disputes: readonly QueuedDispute[];
  readonly counts: Readonly<Record<QueueTurn | "overdue", number>>;
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

/**
 * Drivers' disputes, what should be done soonest first; ended ones newest first. For finance.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function listDisputeQueue(
  ctx: Ctx,
  filter: DisputeQueueFilter,
): Promise<DisputeQueue> {
  requireRole(ctx, "finance");
  const now = ctx.clock.now();
  const where = conditions(ctx, filter);
  const isEnded = filter.turn === "ended";
  const [rows, [all], [counts]] = await Promise.all([
    disputeQuery(ctx)
      .where(where)
      .orderBy(
        isEnded ? desc(chargeDisputes.endedAt) : asc(chargeDisputes.answerBy),
        asc(chargeDisputes.id),
      )
      .limit(PAGE_SIZE)
      .offset((filter.page - 1) * PAGE_SIZE),
    ctx.db
      .select({ n: count() })
      .from(chargeDisputes)
      .innerJoin(drivers, sameDriver)
      .innerJoin(partners, samePartner)
      .where(where),
    countTurns(ctx),
  ]);
  return {
    disputes: rows.map((row) => ({
      ...disputeItem(row, now),
      driver: { id: row.driver.id, name: row.driver.name },
    })),
    counts: counts ?? { finance: 0, partner: 0, bank: 0, ended: 0, overdue: 0 },
    total: all?.n ?? 0,
    page: filter.page,
    pageSize: PAGE_SIZE,
  };
}

const sameDriver = and(
  eq(drivers.tenantId, chargeDisputes.tenantId),
  eq(drivers.id, chargeDisputes.driverId),
);
const samePartner = and(
  eq(partners.tenantId, chargeDisputes.tenantId),
  eq(partners.id, chargeDisputes.partnerId),
);

const FINANCE = inArray(chargeDisputes.state, ["open", "answered", "agreed"]);
const PARTNER = eq(chargeDisputes.state, "asked");
const BANK = and(eq(chargeDisputes.state, "credited"), isNull(chargeDisputes.endedAt));

function conditions(ctx: Ctx, { turn, overdue, text }: DisputeQueueFilter) {
  const ofTurn = { finance: FINANCE, partner: PARTNER, bank: BANK, ended: undefined };
  const part = text && `%${text.replaceAll(/[%_\\]/g, (one) => `\\${one}`)}%`;
  return and(
    eq(chargeDisputes.tenantId, ctx.tenantId),
    turn === "ended" ? isNotNull(chargeDisputes.endedAt) : isNull(chargeDisputes.endedAt),
    turn && ofTurn[turn],
    overdue ? lt(chargeDisputes.answerBy, ctx.clock.now()) : undefined,
    part
      ? or(
          ilike(chargeDisputes.number, part),
          ilike(drivers.name, part),
          ilike(partners.name, part),
        )
      : undefined,
  );
}

function countTurns(ctx: Ctx) {
  const counted = (condition: unknown) =>
    sql<number>`count(*) filter (where ${condition})`.mapWith(Number);
  return ctx.db
    .select({
      finance: counted(FINANCE),
      partner: counted(PARTNER),
      bank: counted(BANK),
      ended: counted(isNotNull(chargeDisputes.endedAt)),
      overdue: counted(
        and(isNull(chargeDisputes.endedAt), lt(chargeDisputes.answerBy, ctx.clock.now())),
      ),
    })
    .from(chargeDisputes)
    .where(eq(chargeDisputes.tenantId, ctx.tenantId));
}
