import { and, asc, desc, eq, gte, inArray, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { money, type Money } from "@/core/money/money";
import { cdrs } from "@/db/schema/cdrs";
import { drivers } from "@/db/schema/drivers";
import { invoices, type InvoicePaymentState } from "@/db/schema/invoices";
import { ocpiMessages, partners, type MessageOutcome } from "@/db/schema/partners";
import { payments } from "@/db/schema/payments";
import { cdrListQuery, type CdrListItem } from "@/services/cdrs/list-cdrs";
import type { Ctx } from "@/services/context";
import { troubledStates } from "@/services/invoices/invoice-search";
import { requireRole } from "@/services/require-role";

const SHOWN = 8;
const MESSAGE_DAYS = 7;

/** An invoice whose payment failed or waits for its driver. */
export interface TroubledInvoice {
  readonly id: Id<"invoice">;
  readonly number: string;
  readonly driverName: string;
  readonly paymentState: InvoicePaymentState;
  readonly left: Money;
  /** What Stripe said of the latest attempt. */
  readonly failureMessage: string | null;
  readonly dueOn: Temporal.PlainDate | null;
}

/** A CDR that an operator sent and that could not be taken as it came. */
export interface UnusableMessage {
  readonly id: Id<"message">;
  readonly partnerName: string | null;
  readonly objectKey: string | null;
  readonly outcome: MessageOutcome;
  readonly reasons: readonly string[];
  readonly occurredAt: Temporal.Instant;
}

/** What waits for a person: the first few of each kind. */
export interface FinanceNeeds {
  /** Oldest first. */
  readonly held: readonly CdrListItem[];
  readonly invoices: readonly TroubledInvoice[];
  /** Of the last seven days, newest first; a CDR that came right later is not among them. */
  readonly messages: readonly UnusableMessage[];
}

/**
 * What waits for finance now. For finance.
 * @throws ServiceError FORBIDDEN, UNAUTHENTICATED.
 */
export async function listFinanceNeeds(ctx: Ctx): Promise<FinanceNeeds> {
  requireRole(ctx, "finance");
  const [held, troubled, messages] = await Promise.all([
    cdrListQuery(ctx)
      .where(and(eq(cdrs.tenantId, ctx.tenantId), eq(cdrs.state, "held")))
      .orderBy(asc(cdrs.receivedAt), asc(cdrs.id))
      .limit(SHOWN),
    readTroubled(ctx),
    readUnusable(ctx),
  ]);
  return { held, invoices: troubled, messages };
}

async function readTroubled(ctx: Ctx): Promise<TroubledInvoice[]> {
  const latest = ctx.db
    .selectDistinctOn([payments.invoiceId], {
      invoiceId: payments.invoiceId,
      failureMessage: payments.failureMessage,
    })
    .from(payments)
    .where(eq(payments.tenantId, ctx.tenantId))
    .orderBy(payments.invoiceId, desc(payments.attempt))
    .as("latest");
  const rows = await ctx.db
    .select({ invoice: invoices, driverName: drivers.name, failureMessage: latest.failureMessage })
    .from(invoices)
    .innerJoin(
      drivers,
      and(eq(drivers.tenantId, invoices.tenantId), eq(drivers.id, invoices.driverId)),
    )
    .leftJoin(latest, eq(latest.invoiceId, invoices.id))
    .where(
      and(
        eq(invoices.tenantId, ctx.tenantId),
        eq(invoices.state, "finalized"),
        inArray(invoices.paymentState, troubledStates),
      ),
    )
    .orderBy(asc(invoices.dueOn), asc(invoices.id))
    .limit(SHOWN);
  return rows.map(({ invoice, driverName, failureMessage }) => ({
    id: invoice.id,
    number: invoice.number ?? "",
    driverName,
    paymentState: invoice.paymentState,
    left: money(invoice.totalMinor - invoice.paidMinor, invoice.currency),
    failureMessage,
    dueOn: invoice.dueOn,
  }));
}

async function readUnusable(ctx: Ctx): Promise<UnusableMessage[]> {
  const later = sql`exists (
    select from ${ocpiMessages} as later
    where later.tenant_id = ${ctx.tenantId} and later.module = 'cdrs' and later.outcome = 'accepted'
      and later.direction = 'in' and later.method = 'POST'
      and later.object_key = ${ocpiMessages.objectKey}
      and later.occurred_at > ${ocpiMessages.occurredAt})`;
  return ctx.db
    .select({
      id: ocpiMessages.id,
      partnerName: partners.name,
      objectKey: ocpiMessages.objectKey,
      outcome: ocpiMessages.outcome,
      reasons: ocpiMessages.reasons,
      occurredAt: ocpiMessages.occurredAt,
    })
    .from(ocpiMessages)
    .leftJoin(
      partners,
      and(eq(partners.tenantId, ocpiMessages.tenantId), eq(partners.id, ocpiMessages.partnerId)),
    )
    .where(
      and(
        eq(ocpiMessages.tenantId, ctx.tenantId),
        eq(ocpiMessages.module, "cdrs"),
        eq(ocpiMessages.direction, "in"),
        eq(ocpiMessages.method, "POST"),
        inArray(ocpiMessages.outcome, ["rejected", "conflict"]),
        gte(ocpiMessages.occurredAt, ctx.clock.now().subtract({ hours: 24 * MESSAGE_DAYS })),
        sql`not ${later}`,
      ),
    )
    .orderBy(desc(ocpiMessages.occurredAt), desc(ocpiMessages.id))
    .limit(SHOWN);
}
