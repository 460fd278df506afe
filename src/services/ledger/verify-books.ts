import type { Id } from "@/core/ids";
import type { Queryable } from "@/db/client";
import { cachedBalances } from "./invariants/cached-balances";
import { cdrsBooked } from "./invariants/cdrs-booked";
import { correctionsAgree } from "./invariants/corrections-agree";
import { creditNotesAgree } from "./invariants/credit-notes-agree";
import { feesEarned } from "./invariants/fees-earned";
import { holdsExpire } from "./invariants/holds-expire";
import { invoicesAgree } from "./invariants/invoices-agree";
import { nothingStandsStill } from "./invariants/nothing-stands-still";
import { paymentsAgree } from "./invariants/payments-agree";
import { promisesKept } from "./invariants/promises-kept";
import { statementsAgree } from "./invariants/statements-agree";
import { stripeAgrees } from "./invariants/stripe-agrees";
import { trialBalance } from "./invariants/trial-balance";

/** A broken promise: what it is about ("invoice K-2026-000042") and what does not agree. */
export interface Violation {
  readonly subject: string;
  readonly detail: string;
}

/** One invariant after looking. */
export interface InvariantReport {
  /** I1, I2, I3, I4, I5, I6, I7, I9 (where the time is known), I10, I11, I12, I13, I14. */
  readonly invariant: string;
  readonly promise: string;
  readonly checked: number;
  readonly violations: readonly Violation[];
}

const invariants = [
  trialBalance,
  cachedBalances,
  cdrsBooked,
  invoicesAgree,
  stripeAgrees,
  paymentsAgree,
  holdsExpire,
  statementsAgree,
  correctionsAgree,
  promisesKept,
  feesEarned,
  creditNotesAgree,
];

/**
 * Checks the books of one tenant, or of all, in one consistent view of the database: what is written
 * meanwhile is not seen half. It only reads; the application's role suffices. `at`: what time it is, for what must not
 * stand still.
 */
export async function verifyBooks(
  db: Queryable,
  tenantId?: Id<"tenant">,
  at?: Temporal.Instant,
): Promise<InvariantReport[]> {
  const timed = at && {
    ...nothingStandsStill,
    violations: () => nothingStandsStill.violations(tenantId, at),
  };
  return db.transaction(
    async (tx) => {
      const reports: InvariantReport[] = [];
      for (const { invariant, promise, checked, violations } of timed
        ? [...invariants, timed]
        : invariants) {
        const [counted] = await tx.execute<{ n: number }>(checked(tenantId));
        const found: Violation[] = [];
        for (const query of violations(tenantId)) {
          const rows = await tx.execute<{ subject: string; detail: string }>(query);
          found.push(...rows.map(({ subject, detail }) => ({ subject, detail })));
        }
        reports.push({ invariant, promise, checked: counted?.n ?? 0, violations: found });
      }
      return reports;
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}
