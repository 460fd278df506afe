import { parseMicro } from "@/core/money/quantity";
import { exchangeRates } from "@/db/schema/tenants";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { readBookkeeping } from "./posting-roles";

/** A rate as a central bank published it. */
export interface ExchangeRate {
  readonly currency: string;
  readonly validOn: Temporal.PlainDate;
  /** Units of the bookkeeping's currency for one of `currency`: "11.2340", a comma is read too. */
  readonly rate: string;
  readonly source: string;
}

/**
 * Enters what a currency was worth on a day, in the currency of the bookkeeping. It is never changed. For finance.
 * @throws ServiceError FORBIDDEN, INVALID, CONFLICT when that day has its rate already.
 */
export async function addExchangeRate(ctx: Ctx, input: ExchangeRate): Promise<void> {
  requireRole(ctx, "finance");
  const { currency, validOn, source } = input;
  const { currency: quote } = await readBookkeeping(ctx);
  const read = parseMicro(input.rate.trim().replace(",", "."));
  if (!read.ok || read.value.isRounded || read.value.value <= 0n || currency === quote) {
    throw new ServiceError("INVALID", "A rate is a number above zero with at most six decimals.");
  }
  const rateMicro = read.value.value;
  await inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .insert(exchangeRates)
      .values({
        tenantId: tx.tenantId,
        currency,
        quote,
        validOn,
        rateMicro,
        source: source.trim(),
        createdAt: tx.clock.now(),
      })
      .onConflictDoNothing()
      .returning({ currency: exchangeRates.currency });
    if (rows.length === 0) {
      throw new ServiceError("CONFLICT", "This day has its rate already.", { currency });
    }
    await writeAudit(tx, {
      action: "exchange_rate.add",
      subjectType: "tenant",
      subjectId: tx.tenantId,
      detail: { currency, quote, validOn: validOn.toString(), rateMicro: rateMicro.toString() },
    });
  });
}
