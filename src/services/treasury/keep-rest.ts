import { and, eq } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { bankRestKept } from "@/core/ledger/entries/bank-rest-kept";
import { newId } from "@/db/new-id";
import { payments } from "@/db/schema/payments";
import { cases } from "@/db/schema/treasury";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import { closeCaseIfAgrees } from "@/services/cases/close-case-if-agrees";
import type { Ctx } from "@/services/context";
import { postJournal } from "@/services/ledger/post-journal";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { addLot } from "@/services/wallet/add-lot";
import { followCredit } from "@/services/wallet/follow-credit";
import { lockWallets, walletName } from "@/services/wallet/lock-wallets";
import { lockLine, restKey } from "./match-line";

/**
 * Puts what a transfer was too much into the wallet of the driver who paid, once. He may spend it or withdraw it. For
 * finance.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, PRECONDITION when nothing was too much or it was dealt with.
 */
export async function keepRest(ctx: Ctx, lineId: Id<"bankLine">): Promise<void> {
  requireRole(ctx, "finance");
  await inTransaction(ctx, async (tx) => {
    const line = await lockLine(tx, lineId);
    const [[rest], [paid]] = await Promise.all([
      tx.db
        .select({ amountMinor: cases.amountMinor })
        .from(cases)
        .where(
          and(
            eq(cases.tenantId, tx.tenantId),
            eq(cases.key, restKey(line.id)),
            eq(cases.state, "open"),
          ),
        ),
      tx.db
        .select({ driverId: payments.driverId })
        .from(payments)
        .where(and(eq(payments.tenantId, tx.tenantId), eq(payments.bankLineId, line.id)))
        .limit(1),
    ]);
    if (!rest?.amountMinor || !paid) {
      throw new ServiceError("PRECONDITION", "Nothing of that line is left over.", {
        reason: "no_rest",
      });
    }
    const { currency } = line;
    const { amountMinor } = rest;
    const credit = { driverId: paid.driverId, currency, amountMinor };
    const wallet = (await lockWallets(tx, [credit])).get(walletName(credit));
    if (!wallet) throw new RangeError("a wallet was locked");
    const keptAt = tx.clock.now();
    await addLot(tx, wallet, {
      id: newId<"walletLot">(),
      kind: "purchased",
      amountMinor,
      reason: "bank overpayment",
      createdAt: keptAt,
    });
    await postJournal(tx, bankRestKept({ bankLineId: line.id, ...credit, keptAt }));
    await followCredit(tx, [{ wallet, movedMinor: amountMinor }]);
    await closeCaseIfAgrees(tx, restKey(line.id));
    await writeAudit(tx, {
      action: "bank_line.rest_kept",
      subjectType: "bank_line",
      subjectId: line.id,
      detail: { driverId: paid.driverId, amountMinor: String(amountMinor), currency },
    });
  });
}
