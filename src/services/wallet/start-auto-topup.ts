import { sql } from "drizzle-orm";
import { decideAutoTopup, type WalletStanding } from "@/core/wallet/auto-topup";
import { newId } from "@/db/new-id";
import { drivers } from "@/db/schema/drivers";
import { paymentMethods } from "@/db/schema/payments";
import { topups } from "@/db/schema/wallets";
import { enqueue } from "@/queue/enqueue";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import type { CreditMove } from "./credit-move";
import type { LockedWallet } from "./lock-wallets";

/**
 * Begins an automatic top-up in the transaction that lowered a wallet's credit, where the driver's settings ask for one
 * and no brake says no. Whether one is under way then. The partial unique index keeps it at one at a time.
 */
export async function startAutoTopup(tx: Ctx, move: CreditMove): Promise<boolean> {
  const { wallet } = move;
  const { autoTopup, thresholdMinor } = wallet;
  const spendableMinor = spendableAfter(move);
  if (!autoTopup || thresholdMinor === null || spendableMinor >= thresholdMinor) return false;
  const now = tx.clock.now();
  const standing = { ...(await readStanding(tx, wallet, now)), spendableMinor };
  const decided = decideAutoTopup({ ...wallet, isOn: autoTopup }, standing, now);
  if (!decided.ok) return decided.reason === "enough";
  const id = newId<"topup">();
  const { driverId, currency } = wallet;
  const [row] = await tx.db
    .insert(topups)
    .values({
      tenantId: tx.tenantId,
      id,
      driverId,
      currency,
      amountMinor: decided.value,
      origin: "auto",
      state: "created",
      createdAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: topups.id });
  if (!row) return true;
  await writeAudit(tx, {
    action: "topup.auto",
    subjectType: "topup",
    subjectId: id,
    detail: {
      driverId,
      amountMinor: String(decided.value),
      currency,
      spendableMinor: String(spendableMinor),
    },
  });
  await enqueue(tx.db, "collect-topup", { tenantId: tx.tenantId, id });
  return true;
}

function spendableAfter({ wallet, movedMinor, freedMinor = 0n }: CreditMove): bigint {
  const { creditMinor, heldMinor, frozenMinor } = wallet;
  return creditMinor + movedMinor - (heldMinor - freedMinor) - frozenMinor;
}

interface Facts extends Record<string, unknown> {
  readonly pending: string;
  readonly last_at: readonly string[] | null;
  readonly day: string;
  readonly month: string;
  readonly has_method: boolean;
}

/** What counts as credit already, and how often and how much it topped itself up on the driver's wall clock. */
async function readStanding(
  tx: Ctx,
  { driverId, currency }: LockedWallet,
  now: Temporal.Instant,
): Promise<Omit<WalletStanding, "spendableMinor">> {
  const isAuto = sql`t.origin = 'auto' and t.state not in ('failed', 'canceled')`;
  const since = (span: "day" | "month") => sql`t.created_at >=
    date_trunc(${span}, ${now.toString()}::timestamptz at time zone d.time_zone) at time zone d.time_zone`;
  const isPending = sql`t.state = 'processing' or (t.state in ('created', 'open') and t.origin <> 'checkout')`;
  const [row] = await tx.db.execute<Facts>(sql`
    select coalesce(sum(t.amount_minor) filter (where ${isPending}), 0)::text as pending,
           jsonb_agg(t.created_at) filter (where t.origin = 'auto'
             and t.created_at > ${now.subtract({ minutes: 10 }).toString()}::timestamptz) as last_at,
           coalesce(sum(t.amount_minor) filter (where ${isAuto} and ${since("day")}), 0)::text as day,
           coalesce(sum(t.amount_minor) filter (where ${isAuto} and ${since("month")}), 0)::text as month,
           exists (select 1 from ${paymentMethods} m where m.tenant_id = d.tenant_id and m.driver_id = d.id
             and m.environment = ${tx.settings.stripeEnvironment} and m.detached_at is null) as has_method
    from ${drivers} d
    left join ${topups} t on t.tenant_id = d.tenant_id and t.driver_id = d.id and t.currency = ${currency}
      and t.created_at > ${now.subtract({ hours: 32 * 24 }).toString()}::timestamptz
    where d.tenant_id = ${tx.tenantId} and d.id = ${driverId}
    group by d.tenant_id, d.id, d.time_zone`);
  return {
    pendingMinor: BigInt(row?.pending ?? "0"),
    lastAt: (row?.last_at ?? []).map((at) => Temporal.Instant.from(at)),
    dayMinor: BigInt(row?.day ?? "0"),
    monthMinor: BigInt(row?.month ?? "0"),
    hasMethod: row?.has_method ?? false,
  };
}
