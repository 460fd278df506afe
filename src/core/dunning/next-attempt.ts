/**
 * What a failed collection says about the next one. retry: another day may do. pay_day: there was no money. method: this
 * card or account never again. approval: the driver has to approve it himself.
 */
export type FailureClass = "retry" | "pay_day" | "method" | "approval";

/** At most so many attempts without the driver on one invoice (the database refuses the next, KV020). */
export const MAX_INVOICE_ATTEMPTS = 8;

/** At most so many failures on one card in 30 days (KV021). */
const MAX_CARD_FAILURES = 10;

/** What is known when a collection has failed. */
export interface FailedCollection {
  readonly failure: FailureClass;
  /** Attempts on the invoice without the driver, this one included. */
  readonly attempts: number;
  /** Failures on the card in the last 30 days. */
  readonly cardFailures: number;
  readonly firstFailedAt: Temporal.Instant;
  readonly lastFailedAt: Temporal.Instant;
  readonly retryAfterDays: readonly number[];
  readonly timeZone: string;
}

/** When to try again, or why not by ourselves. */
export type NextAttempt =
  | { readonly kind: "at"; readonly at: Temporal.Instant }
  | { readonly kind: "ask"; readonly for: "method" | "approval" }
  | { readonly kind: "stop"; readonly reason: "invoice_limit" | "schedule" };

/** The hour of the driver's day at which things are done: not at night, and after salaries are in. */
const DUNNING_HOUR = 9;

const PAY_DAYS_FROM = 25;
/** A pay day further off than this is not waited for. */
const LONGEST_WAIT_DAYS = 10;

/**
 * When a failed collection is tried again: on the schedule's days after the first failure, each on another day than the
 * last attempt; where there was no money, around pay days (the 25th to the 1st) when one is near. Never for what a new
 * try cannot mend (a card that is lost, expired or refused for good; an approval), and never beyond the limits of the
 * card networks.
 */
export function nextAttempt(facts: FailedCollection): NextAttempt {
  const { failure, attempts, cardFailures, retryAfterDays, timeZone } = facts;
  if (failure === "method" || failure === "approval") return { kind: "ask", for: failure };
  if (attempts >= MAX_INVOICE_ATTEMPTS) return { kind: "stop", reason: "invoice_limit" };
  if (cardFailures >= MAX_CARD_FAILURES) return { kind: "ask", for: "method" };
  const days = retryAfterDays[attempts - 1];
  if (days === undefined) return { kind: "stop", reason: "schedule" };
  const first = dayOf(facts.firstFailedAt, timeZone).add({ days });
  const tomorrow = dayOf(facts.lastFailedAt, timeZone).add({ days: 1 });
  const planned = Temporal.PlainDate.compare(first, tomorrow) >= 0 ? first : tomorrow;
  const day = failure === "pay_day" ? nearPayDay(planned) : planned;
  return { kind: "at", at: morningOf(day, timeZone) };
}

function nearPayDay(planned: Temporal.PlainDate): Temporal.PlainDate {
  if (planned.day >= PAY_DAYS_FROM || planned.day === 1) return planned;
  const wait = PAY_DAYS_FROM - planned.day;
  return wait <= LONGEST_WAIT_DAYS ? planned.add({ days: wait }) : planned;
}

function dayOf(at: Temporal.Instant, timeZone: string): Temporal.PlainDate {
  return at.toZonedDateTimeISO(timeZone).toPlainDate();
}

/** The hour of dunning on a day, as the driver's clocks show it. */
export function morningOf(day: Temporal.PlainDate, timeZone: string): Temporal.Instant {
  return day.toZonedDateTime({ timeZone, plainTime: { hour: DUNNING_HOUR } }).toInstant();
}
