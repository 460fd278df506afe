/** A month of a replay, in minor units of the driver's currency, VAT included. */
export interface ReplayMonth {
  /** "2026-10", on the driver's wall clock. */
  readonly month: string;
  readonly charges: number;
  readonly chargesMinor: bigint;
  readonly feeMinor: bigint;
  /** What he paid for the same charges. */
  readonly paidMinor: bigint;
}

/** Charges that a plan gives no price for, or prices in another currency: they are in no sum. */
export interface NotReplayed {
  /** A code of rating; `other-currency` where it is another currency. */
  readonly reason: string;
  readonly charges: number;
  /** What he paid for them. */
  readonly paidMinor: bigint;
}

/** What happened to one charge. */
export type ReplayedCharge = {
  readonly month: string;
  readonly paidMinor: bigint;
} & ({ readonly priceMinor: bigint } | { readonly reason: string });

/** A plan replayed over somebody's charges. */
export interface PlanReplay {
  readonly months: readonly ReplayMonth[];
  readonly notReplayed: readonly NotReplayed[];
  /** Charges and fees. */
  readonly totalMinor: bigint;
  /** What he paid for the charges that the total is of, without the fees that he paid. */
  readonly paidMinor: bigint;
}

/** Adds up a replay; `fees` are those of `months`, in order. Every month has a row, also one without charges. */
export function sumReplay(
  months: readonly string[],
  fees: readonly bigint[],
  charges: readonly ReplayedCharge[],
): PlanReplay {
  const rows = months.map((month, index): ReplayMonth => {
    const own = charges.flatMap((one) => (one.month === month && "priceMinor" in one ? [one] : []));
    return {
      month,
      charges: own.length,
      chargesMinor: sum(own.map(({ priceMinor }) => priceMinor)),
      feeMinor: fees[index] ?? 0n,
      paidMinor: sum(own.map(({ paidMinor }) => paidMinor)),
    };
  });
  const left = charges.flatMap((one) => ("reason" in one ? [one] : []));
  const notReplayed = [...Map.groupBy(left, ({ reason }) => reason)].map(([reason, all]) => ({
    reason,
    charges: all.length,
    paidMinor: sum(all.map(({ paidMinor }) => paidMinor)),
  }));
  return {
    months: rows,
    notReplayed,
    totalMinor: sum(rows.map(({ chargesMinor, feeMinor }) => chargesMinor + feeMinor)),
    paidMinor: sum(rows.map(({ paidMinor }) => paidMinor)),
  };
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, one) => total + one, 0n);
}
