import { and, desc, eq } from "drizzle-orm";
import { asId, type Id } from "@/core/ids";
import { creditGranted } from "@/core/ledger/entries/credit-moved";
import { isCurrency } from "@/core/money/currency";
import { drivers } from "@/db/schema/drivers";
import { auditEvents } from "@/db/schema/notifications";
import { walletLots } from "@/db/schema/wallets";
import { inTransaction } from "@/db/transaction";
import type { Approval, ApprovalEffect } from "@/services/approvals/approval";
import { needsTwo } from "@/services/approvals/needs-two";
import { requestApproval } from "@/services/approvals/request-approval";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { postJournal } from "@/services/ledger/post-journal";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { addLot } from "./add-lot";
import { followCredit } from "./follow-credit";
import { lockWallets, walletName } from "./lock-wallets";

/** Beside a request for a second person: whom the credit is for. */
const ASKED = "wallet.grant.request";

/** Credit that finance gives to a driver. The id is made by the client: a second click is the same grant. */
export interface Grant {
  readonly lotId: Id<"walletLot">;
  readonly driverId: Id<"driver">;
  readonly currency: string;
  readonly amountMinor: bigint;
  /** Why, in the giver's words; the driver reads it. */
  readonly reason: string;
  /** Absent: it never runs out. */
  readonly expiresAt?: Temporal.Instant;
}

/**
 * Gives credit to a driver: +goodwill, −wallet, and a lot that is spent before his own money. Above the tenant's limit a
 * second person decides first; the answer says which. The same id again changes nothing.
 * @throws ServiceError FORBIDDEN, INVALID (no reason, no amount, an end in the past), NOT_FOUND (no such driver),
 * CONFLICT (the id stands for another grant).
 */
export async function grantCredit(ctx: Ctx, grant: Grant): Promise<"granted" | "waits"> {
  requireRole(ctx, "finance");
  const checked = check(ctx, grant);
  return inTransaction(ctx, async (tx) => {
    const { driverId, currency, amountMinor } = checked;
    await requireDriverRow(tx, driverId);
    if (await isGiven(tx, checked)) return "granted";
    if (await needsTwo(tx, "wallet_grant", { amountMinor, currency, driverId })) {
      await askSecond(tx, checked);
      return "waits";
    }
    await give(tx, checked);
    return "granted";
  });
}

/** What a second person's word sets off: the credit is given as it was asked for, or not. */
export const walletGrantEffect: ApprovalEffect = {
  approved: async (tx, approval) => {
    await give(tx, await readAsked(tx, approval));
  },
  // Nothing was given yet.
  refused: async () => undefined,
};

function check(ctx: Ctx, grant: Grant): Grant {
  const reason = grant.reason.trim();
  const refuse = (field: string, message: string) =>
    new ServiceError("INVALID", message, { field });
  if (reason === "") throw refuse("reason", "Say in a few words why.");
  if (grant.amountMinor <= 0n) throw refuse("amount", "Give an amount above zero.");
  if (!isCurrency(grant.currency)) throw refuse("currency", "There is no such currency.");
  const { expiresAt } = grant;
  if (expiresAt && Temporal.Instant.compare(expiresAt, ctx.clock.now()) <= 0) {
    throw refuse("expiresAt", "The end must lie ahead.");
  }
  return { ...grant, reason };
}

/** The request for a second person, and beside it whom the credit is for and until when, as it was asked. */
async function askSecond(tx: Ctx, grant: Grant): Promise<void> {
  const { lotId, driverId, amountMinor, currency, reason, expiresAt } = grant;
  await requestApproval(tx, {
    kind: "wallet_grant",
    subjectType: "wallet_lot",
    subjectId: lotId,
    amountMinor,
    currency,
    reason,
  });
  await writeAudit(tx, {
    action: ASKED,
    subjectType: "wallet_lot",
    subjectId: lotId,
    detail: { driverId, expiresAt: expiresAt?.toString() ?? null },
  });
}

async function readAsked(tx: Ctx, approval: Approval): Promise<Grant> {
  const [asked] = await tx.db
    .select({ detail: auditEvents.detail })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.tenantId, tx.tenantId),
        eq(auditEvents.subjectType, "wallet_lot"),
        eq(auditEvents.subjectId, approval.subjectId),
        eq(auditEvents.action, ASKED),
      ),
    )
    .orderBy(desc(auditEvents.occurredAt))
    .limit(1);
  const { driverId, expiresAt } = asked?.detail ?? {};
  if (typeof driverId !== "string") {
    throw new ServiceError("PRECONDITION", "Nobody can say any more for whom this credit was.");
  }
  return {
    lotId: asId<"walletLot">(approval.subjectId),
    driverId: asId<"driver">(driverId),
    currency: approval.currency,
    amountMinor: approval.amountMinor,
    reason: approval.reason,
    ...(typeof expiresAt === "string" && { expiresAt: Temporal.Instant.from(expiresAt) }),
  };
}

async function give(tx: Ctx, grant: Grant): Promise<void> {
  const { lotId, driverId, currency, amountMinor, reason, expiresAt } = grant;
  const wallet = (await lockWallets(tx, [grant])).get(walletName(grant));
  if (!wallet) throw new RangeError("a wallet was locked");
  const at = tx.clock.now();
  await addLot(tx, wallet, {
    id: lotId,
    kind: "granted",
    amountMinor,
    reason,
    ...(expiresAt && { expiresAt }),
    createdAt: at,
  });
  await postJournal(tx, creditGranted({ lotId, driverId, currency, amountMinor, at }));
  await writeAudit(tx, {
    action: "wallet.grant",
    subjectType: "driver",
    subjectId: driverId,
    detail: { lotId, amountMinor: amountMinor.toString(), currency, reason },
  });
  await followCredit(tx, [{ wallet, movedMinor: amountMinor }]);
}

async function requireDriverRow(tx: Ctx, driverId: Id<"driver">): Promise<void> {
  const rows = await tx.db
    .select({ id: drivers.id })
    .from(drivers)
    .where(and(eq(drivers.tenantId, tx.tenantId), eq(drivers.id, driverId)));
  if (rows.length === 0) throw new ServiceError("NOT_FOUND", "There is no such driver.");
}

async function isGiven(tx: Ctx, grant: Grant): Promise<boolean> {
  const [lot] = await tx.db
    .select()
    .from(walletLots)
    .where(and(eq(walletLots.tenantId, tx.tenantId), eq(walletLots.id, grant.lotId)));
  if (!lot) return false;
  const { driverId, currency, amountMinor } = grant;
  const isSame =
    lot.driverId === driverId && lot.currency === currency && lot.amountMinor === amountMinor;
  if (isSame) return true;
  throw new ServiceError("CONFLICT", "This credit was given with other content.");
}
