import { and, count, desc, eq, gt, inArray, isNotNull, isNull } from "drizzle-orm";

import { nextAttempt, type FailureClass, type NextAttempt } from "@/core/dunning/next-attempt";
import { MAX_INVOICE_ATTEMPTS } from "@/core/dunning/next-attempt";
import type { Id } from "@/core/ids";
import { paymentMethods, payments } from "@/db/schema/payments";
import type { Ctx } from "@/services/context";
import { adviceFor, type DeclineAdvice } from "@/services/payments/decline-advice";
import type { Standing } from "./standing";

/** What the rail's advice to the driver means for a next try without him. */
const CLASSES: Readonly<Record<DeclineAdvice, FailureClass>> = {
  insufficient_funds: "pay_day",
  try_later: "retry",
  contact_bank: "retry",
  our_fault: "retry",
  new_card: "method",
  check_details: "method",
  other_method: "method",
  attempts_exhausted: "method",
  approve: "approval",
};

/** What a failure says about another try, from Stripe's code, decline code and advice code. */
export function failureClass(
  code: string | null,
  declineCode: string | null,
  adviceCode: string | null,
): FailureClass {
  // The network forbids it, whatever else was said.
  if (adviceCode === "do_not_try_again" || declineCode === "do_not_try_again") return "method";
  return CLASSES[adviceFor(code, declineCode, adviceCode)];
}

/** The next try to collect an invoice, and which failure or method it follows from. */
export interface PlannedAttempt {
  readonly next: NextAttempt;
  /** The payment that failed last; null where a new method is tried at once. */
  readonly after: Id<"payment"> | null;
}

const ENDED = ["failed", "canceled"] as const;
const CARD_WINDOW_HOURS = 30 * 24;

/**
 * When the invoice of a case is tried again without its driver. Null: nothing failed that could be tried again (no saved
 * method, an attempt under way, a debit that was returned). A default method that was never tried on this invoice is tried
 * at once, one time.
 */
export async function planAttempt(ctx: Ctx, standing: Standing): Promise<PlannedAttempt | null> {
  const { invoice, row, rules, driver } = standing;
  if (invoice.paymentState !== "failed") return null;
  const attempts = await ctx.db
    .select()
    .from(payments)
    .where(
      and(
        eq(payments.tenantId, ctx.tenantId),
        eq(payments.invoiceId, invoice.id),
        eq(payments.channel, "off_session"),
      ),
    )
    .orderBy(desc(payments.attempt));
  const method = await readDefault(ctx, row.driverId);
  if (!method) return null;
  const now = ctx.clock.now();
  const isNew = attempts.every(({ paymentMethodId }) => paymentMethodId !== method.id);
  if (isNew && attempts.length > 0 && attempts.length < MAX_INVOICE_ATTEMPTS) {
    return { next: { kind: "at", at: now }, after: null };
  }
  const failed = attempts.filter(({ state }) => inList(ENDED, state));
  const [last] = failed;
  const first = failed.at(-1);
  if (!last || !first || last.id !== attempts[0]?.id) return null;
  const next = nextAttempt({
    failure: failureClass(last.failureCode, last.declineCode, last.adviceCode),
    attempts: attempts.length,
    cardFailures: await countCardFailures(ctx, last.fingerprint),
    firstFailedAt: first.settledAt ?? first.createdAt,
    lastFailedAt: last.settledAt ?? last.createdAt,
    retryAfterDays: rules.retryAfterDays,
    timeZone: driver.timeZone,
  });
  return { next, after: last.id };
}

function inList<T extends string>(list: readonly T[], value: string): value is T {
  return list.some((one) => one === value);
}

async function readDefault(ctx: Ctx, driverId: Id<"driver">) {
  const [row] = await ctx.db
    .select({ id: paymentMethods.id })
    .from(paymentMethods)
    .where(
      and(
        eq(paymentMethods.tenantId, ctx.tenantId),
        eq(paymentMethods.driverId, driverId),
        eq(paymentMethods.environment, ctx.settings.stripeEnvironment),
        eq(paymentMethods.isDefault, true),
        isNull(paymentMethods.detachedAt),
      ),
    );
  return row ?? null;
}

async function countCardFailures(ctx: Ctx, fingerprint: string | null): Promise<number> {
  if (fingerprint === null) return 0;
  const [row] = await ctx.db
    .select({ n: count() })
    .from(payments)
    .where(
      and(
        eq(payments.tenantId, ctx.tenantId),
        eq(payments.fingerprint, fingerprint),
        eq(payments.channel, "off_session"),
        inArray(payments.state, [...ENDED]),
        isNotNull(payments.failureCode),
        gt(payments.createdAt, ctx.clock.now().subtract({ hours: CARD_WINDOW_HOURS })),
      ),
    );
  return row?.n ?? 0;
}
