/** What is done with an unpaid invoice, so many days after it fell due (negative: before). */
export interface DunningStep {
  readonly afterDays: number;
  readonly action: "retry" | "reminder" | "collection_notice" | "block_charging" | "hand_over";
  /** The fee that the step adds, minor units per currency as decimal text; only where agreed in the terms. */
  readonly fee?: Readonly<Record<string, string>>;
}

/** How a country's unpaid invoices are reminded of: data, dated where it is stored. */
export interface DunningRules {
  readonly steps: readonly DunningStep[];
  /** Interest on late payment: so much above the reference rate, 10⁻⁴ %; null: none. */
  readonly interestAboveReference: number | null;
  /** Interest runs from the due day, or from so many days after the demand. */
  readonly interestFrom: "due_day" | "thirty_days_after_demand";
  /** Invoices that owe less are not reminded of with fees, minor units per currency. */
  readonly leastForFee?: Readonly<Record<string, string>>;
}
