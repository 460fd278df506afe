/** What a step of the schedule does. hand_over: the claim is ready for a collection agency, and a person decides. */
export type DunningAction = "reminder" | "collection_notice" | "block_charging" | "hand_over";

/** Amounts by currency, minor units as decimal text. */
export type MinorByCurrency = Readonly<Record<string, string>>;

/** What is done with an unpaid invoice, so many days after it fell due (negative: before). */
export interface DunningStep {
  readonly afterDays: number;
  readonly action: DunningAction;
  /** The fee that the step adds. */
  readonly fee?: MinorByCurrency;
  /** The fee may be asked for only where the driver's terms say so. */
  readonly feeNeedsTerms?: boolean;
}

/** How a country's unpaid invoices are reminded of: data, dated where it is stored. */
export interface DunningRules {
  /** In the order in which they are taken; `afterDays` never falls. */
  readonly steps: readonly DunningStep[];
  /** A collection that failed is tried again so many days after it failed first. */
  readonly retryAfterDays: readonly number[];
  /** Whether the terms that drivers agreed to name the fees that need it. */
  readonly termsNameFees: boolean;
  /** Interest on late payment: so much above the reference rate, 10⁻⁴ %; null: none. */
  readonly interestAboveReference: number | null;
  /** Interest runs from the due day, or from so many days after the demand. */
  readonly interestFrom: "due_day" | "thirty_days_after_demand";
  /** Invoices that owe less bear neither fee nor interest. */
  readonly leastForFee?: MinorByCurrency;
}

/**
 * The fee of a step for an invoice, minor units; 0 for none: no fee in its currency, one that the terms would have to
 * name, too little owed, or an invoice that itself asks for fees (there is never a fee on a fee).
 */
export function feeOf(
  rules: DunningRules,
  step: DunningStep,
  invoice: { readonly currency: string; readonly openMinor: bigint; readonly isOfFees: boolean },
): bigint {
  if (!bearsAdditions(rules, invoice)) return 0n;
  if (step.feeNeedsTerms && !rules.termsNameFees) return 0n;
  return BigInt(step.fee?.[invoice.currency] ?? "0");
}

/** Whether fees or interest may come on top of an invoice at all. */
export function bearsAdditions(
  { leastForFee }: DunningRules,
  invoice: { readonly currency: string; readonly openMinor: bigint; readonly isOfFees: boolean },
): boolean {
  if (invoice.isOfFees) return false;
  return invoice.openMinor >= BigInt(leastForFee?.[invoice.currency] ?? "1");
}
