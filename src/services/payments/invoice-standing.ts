import { and, desc, eq } from "drizzle-orm";
import type { InferSelectModel } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { invoices } from "@/db/schema/invoices";
import { paymentMethods, payments } from "@/db/schema/payments";
import type { Ctx } from "@/services/context";
import { requireDriverReader } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { findAttemptLimit } from "./attempt-limits";
import { adviceFor, type DeclineAdvice } from "./decline-advice";
import { isTerminal } from "./payment-state";
import { findDueMethods, openMinor } from "./read-due";

/**
 * How an invoice stands with its driver. none: nothing to pay. open: will be drawn by itself. no_method: nothing
 * saved to draw it from. announced: a debit on a day that he was told of. collecting: being taken. processing:
 * a debit is at the bank, for days. page: he has a page at Stripe open. action: his bank wants to hear of him.
 * failed, exhausted (no further attempt is allowed), returned (his bank took it back): he has to do something.
 */
export type StandingKind =
  | "none"
  | "open"
  | "no_method"
  | "announced"
  | "collecting"
  | "processing"
  | "page"
  | "action"
  | "failed"
  | "exhausted"
  | "returned";

/** How an invoice stands, with what the driver needs to act. Minor units of the invoice's currency. */
export interface InvoiceStanding {
  readonly kind: StandingKind;
  readonly openMinor: bigint;
  readonly currency: string;
  /** The payment that waits for him, for the button that sends him to his bank. */
  readonly paymentId: Id<"payment"> | null;
  /** What he should do about the last attempt that failed. */
  readonly advice: DeclineAdvice | null;
  /** The day that a debit was announced for; until when an approval is waited for. */
  readonly at: Temporal.Instant | null;
}

type Attempt = InferSelectModel<typeof payments> & { readonly methodType: string | null };

/** The acting driver's invoice, as he should see it. @throws ServiceError NOT_FOUND for another's. */
export async function readInvoiceStanding(
  ctx: Ctx,
  invoiceId: Id<"invoice">,
): Promise<InvoiceStanding> {
  const driverId = requireDriverReader(ctx);
  const [invoice] = await ctx.db
    .select({ driverId: invoices.driverId, open: openMinor, currency: invoices.currency })
    .from(invoices)
    .where(and(eq(invoices.tenantId, ctx.tenantId), eq(invoices.id, invoiceId)));
  if (invoice?.driverId !== driverId) {
    throw new ServiceError("NOT_FOUND", "There is no such invoice.");
  }
  const common = { openMinor: invoice.open, currency: invoice.currency };
  if (invoice.open <= 0n) return { ...common, ...nothing("none") };
  const [latest] = await readAttempts(ctx, invoiceId);
  if (latest && !isTerminal(latest.state)) return { ...common, ...whileOpen(latest) };
  return { ...common, ...(await atRest(ctx, { driverId, invoiceId, latest })) };
}

type Standing = Omit<InvoiceStanding, "openMinor" | "currency">;

function nothing(kind: StandingKind): Standing {
  return { kind, paymentId: null, advice: null, at: null };
}

function whileOpen(latest: Attempt): Standing {
  const { id: paymentId, state, channel, dueAt, expiresAt, methodType } = latest;
  if (state === "requires_action") {
    return { ...nothing("action"), paymentId, at: expiresAt };
  }
  if (state === "processing") return nothing("processing");
  if (channel === "checkout") return nothing("page");
  if (state === "created" && methodType === "sepa_debit") {
    return { ...nothing("announced"), at: dueAt };
  }
  return nothing("collecting");
}

async function atRest(
  ctx: Ctx,
  of: {
    readonly driverId: Id<"driver">;
    readonly invoiceId: Id<"invoice">;
    readonly latest: Attempt | undefined;
  },
): Promise<Standing> {
  const { latest, invoiceId } = of;
  const [method] = await findDueMethods(ctx, of.driverId);
  if (latest?.state === "succeeded" && latest.reversedMinor > 0n) return nothing("returned");
  if (latest?.failureCode) {
    const limit = await findAttemptLimit(ctx, { invoiceId }, method?.fingerprint ?? null);
    const { failureCode, declineCode, adviceCode } = latest;
    const advice = adviceFor(failureCode, declineCode, adviceCode);
    return { ...nothing(limit ? "exhausted" : "failed"), advice };
  }
  return nothing(method ? "open" : "no_method");
}

async function readAttempts(ctx: Ctx, invoiceId: Id<"invoice">): Promise<Attempt[]> {
  const rows = await ctx.db
    .select({ payment: payments, methodType: paymentMethods.type })
    .from(payments)
    .leftJoin(
      paymentMethods,
      and(
        eq(paymentMethods.tenantId, payments.tenantId),
        eq(paymentMethods.id, payments.paymentMethodId),
      ),
    )
    .where(and(eq(payments.tenantId, ctx.tenantId), eq(payments.invoiceId, invoiceId)))
    .orderBy(desc(payments.attempt))
    .limit(1);
  return rows.map(({ payment, methodType }) => ({ ...payment, methodType }));
}
