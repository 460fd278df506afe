import { createHash } from "node:crypto";
import { and, asc, eq, gte, lt, lte, sql } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { receiptPacks } from "@/db/schema/receipts";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { writeNotification } from "@/services/notifications/write-notification";
import { packLink } from "./pack-link";
import { readDriver, selectionOf, type ReceiptAccount } from "./receipt-account";
import type { ChargeSelection } from "./charge-selection";

// How long an archive can be fetched.
const PACK_DAYS = 30;
const LEASE = { minutes: 10 } as const;
const MOST_ATTEMPTS = 5;

/** An archive to be made. */
export interface DuePack {
  readonly id: Id<"other">;
  readonly account: ReceiptAccount;
  readonly selection: ChargeSelection;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly sendTo: string | null;
}

/** An archive that was made. */
export interface MadePack {
  readonly fileName: string;
  readonly content: Uint8Array;
  readonly chargeCount: number;
}

/** Takes the next archive that is due, for ten minutes; null for none. */
export async function claimPack(ctx: Ctx): Promise<DuePack | null> {
  const now = ctx.clock.now();
  const next = ctx.db
    .select({ id: receiptPacks.id })
    .from(receiptPacks)
    .where(
      and(
        eq(receiptPacks.tenantId, ctx.tenantId),
        eq(receiptPacks.state, "due"),
        lte(receiptPacks.dueAt, now),
        lt(receiptPacks.attempts, MOST_ATTEMPTS),
      ),
    )
    .orderBy(asc(receiptPacks.dueAt), asc(receiptPacks.id))
    .limit(1)
    .for("update", { skipLocked: true });
  const [row] = await ctx.db
    .update(receiptPacks)
    .set({ dueAt: now.add(LEASE), attempts: sql`${receiptPacks.attempts} + 1` })
    .where(and(eq(receiptPacks.tenantId, ctx.tenantId), eq(receiptPacks.id, next)))
    .returning();
  if (!row) return null;
  const driver = await readDriver(ctx, row.driverId);
  const account = { driver, memberId: row.memberId };
  const [firstDay, lastDay] = [row.firstDay.toString(), row.lastDay.toString()];
  const selection = selectionOf(account, { firstDay, lastDay, choice: row.choice });
  return { id: row.id, account, selection, firstDay, lastDay, sendTo: row.sendTo };
}

/** Keeps an archive that was made, for 30 days, and tells whom it is meant for. */
export async function storePack(ctx: Ctx, pack: DuePack, made: MadePack): Promise<void> {
  const now = ctx.clock.now();
  const { driver } = pack.account;
  await inTransaction(ctx, async (tx) => {
    await tx.db
      .update(receiptPacks)
      .set({
        ...made,
        contentSha256: createHash("sha256").update(made.content).digest(),
        state: "ready",
        readyAt: now,
        expiresAt: now.add({ hours: 24 * PACK_DAYS }),
        dueAt: now.add({ hours: 24 * PACK_DAYS }),
        lastError: null,
      })
      .where(isPack(tx, pack.id));
    if (pack.sendTo === null) return;
    await writeNotification(tx, {
      key: `receipts:${pack.id}`,
      kind: "receipts_ready",
      email: pack.sendTo,
      locale: driver.locale,
      payload: {
        account: driver.name,
        from: pack.firstDay,
        to: pack.lastDay,
        charges: String(made.chargeCount),
        receiptPackId: pack.id,
        url: packLink(tx, pack.id),
      },
    });
  });
}

/** Notes why an archive could not be made; after five times it is given up. */
export async function failPack(ctx: Ctx, id: Id<"other">, reason: string): Promise<void> {
  await ctx.db
    .update(receiptPacks)
    .set({
      lastError: reason.slice(0, 500),
      state: sql`case when ${receiptPacks.attempts} >= ${MOST_ATTEMPTS} then 'failed' else 'due' end`,
      dueAt: sql`case when ${receiptPacks.attempts} >= ${MOST_ATTEMPTS} then null::timestamptz
        else ${ctx.clock.now().add({ minutes: 1 }).toString()}::timestamptz end`,
    })
    .where(isPack(ctx, id));
}

/** Empties archives whose time is over, and gives up those at which a worker ended too often. Returns how many. */
export async function expirePacks(ctx: Ctx): Promise<number> {
  await ctx.db
    .update(receiptPacks)
    .set({ state: "failed", dueAt: null })
    .where(
      and(
        eq(receiptPacks.tenantId, ctx.tenantId),
        eq(receiptPacks.state, "due"),
        gte(receiptPacks.attempts, MOST_ATTEMPTS),
        lte(receiptPacks.dueAt, ctx.clock.now()),
      ),
    );
  const rows = await ctx.db
    .update(receiptPacks)
    .set({ state: "expired", content: null, dueAt: null })
    .where(
      and(
        eq(receiptPacks.tenantId, ctx.tenantId),
        eq(receiptPacks.state, "ready"),
        lte(receiptPacks.dueAt, ctx.clock.now()),
      ),
    )
    .returning({ id: receiptPacks.id });
  return rows.length;
}

function isPack(ctx: Ctx, id: Id<"other">) {
  return and(eq(receiptPacks.tenantId, ctx.tenantId), eq(receiptPacks.id, id));
}
