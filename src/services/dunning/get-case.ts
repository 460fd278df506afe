import { and, asc, eq, isNull } from "drizzle-orm";

import { feeOf, type DunningRules } from "@/core/dunning/dunning-rules";
import { isId, asId, type Id } from "@/core/ids";
import { money, type Money } from "@/core/money/money";
import { approvals } from "@/db/schema/credits";
import { dunningEvents, type DunningState } from "@/db/schema/dunning";
import type { InvoicePaymentState } from "@/db/schema/invoices";
import { readActorNames } from "@/services/audit/list-audit";
import type { Ctx } from "@/services/context";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import type { DunningOutcome } from "./close-case";
import { planAttempt } from "./collection";
import { interestSoFar } from "./plan-additions";
import { openOfRow, owedInAll, readStanding, type Standing } from "./standing";
import { whenStep } from "./when-step";
import type { DunningEventKind } from "./write-event";

/** Something that was done in a case. */
export interface DunningEventView {
  readonly seq: number;
  readonly kind: DunningEventKind;
  readonly detail: Readonly<Record<string, string>>;
  readonly amount: Money | null;
  readonly documentId: Id<"document"> | null;
  readonly actor: string;
  readonly at: Temporal.Instant;
}

/** A case as finance sees it. */
export interface DunningCaseView {
  readonly id: Id<"dunningCase">;
  readonly state: DunningState;
  readonly outcome: DunningOutcome | null;
  readonly pauseReason: string | null;
  readonly pausedUntil: Temporal.Instant | null;
  readonly timeZone: string;
  readonly country: string;
  readonly driver: { readonly id: Id<"driver">; readonly name: string; readonly number: string };
  readonly invoice: {
    readonly id: Id<"invoice">;
    readonly number: string;
    readonly dueOn: Temporal.PlainDate;
    readonly total: Money;
    readonly open: Money;
    readonly paymentState: InvoicePaymentState;
  };
  readonly additions: readonly {
    readonly id: Id<"invoice">;
    readonly number: string;
    readonly open: Money;
  }[];
  /** Of the invoice and all that came on top. */
  readonly owed: Money;
  readonly writtenOff: Money;
  /** Interest that has run and stands on no invoice. */
  readonly interest: Money;
  readonly rules: DunningRules;
  readonly taken: number;
  /** The next step of the schedule and what it adds. */
  readonly next: { readonly at: Temporal.Instant; readonly fee: Money } | null;
  /** When the invoice is tried to be collected again. */
  readonly collectAt: Temporal.Instant | null;
  /** A write-off that waits for a second person. */
  readonly asked: { readonly amount: Money; readonly at: Temporal.Instant } | null;
  readonly canHandOver: boolean;
  readonly events: readonly DunningEventView[];
}

/**
 * A case with what was done in it and what comes; for finance.
 * @throws ServiceError FORBIDDEN, NOT_FOUND, UNAUTHENTICATED.
 */
export async function getCase(ctx: Ctx, id: string): Promise<DunningCaseView> {
  requireRole(ctx, "finance");
  if (!isId(id)) throw new ServiceError("NOT_FOUND", "There is no such case.");
  const standing = await readStanding(ctx, asId<"dunningCase">(id));
  const [events, asked, plan, interest] = await Promise.all([
    readEvents(ctx, standing.row.id),
    readAsked(ctx, standing.row.id),
    readPlan(ctx, standing),
    interestSoFar(ctx, standing),
  ]);
  const { row, driver, invoice, openMinor, additions, dueOn, rules } = standing;
  const { currency } = invoice;
  const inOwn = (minor: bigint) => money(minor, currency);
  return {
    id: row.id,
    state: row.state,
    outcome: row.outcome,
    pauseReason: row.pauseReason,
    pausedUntil: row.pausedUntil,
    timeZone: driver.timeZone,
    country: driver.address.country,
    driver: { id: driver.id, name: driver.name, number: driver.number },
    invoice: {
      id: invoice.id,
      number: invoice.number ?? "",
      dueOn,
      total: inOwn(invoice.totalMinor),
      open: inOwn(openMinor),
      paymentState: invoice.paymentState,
    },
    additions: additions.map((one) => ({
      id: one.id,
      number: one.number ?? "",
      open: inOwn(openOfRow(one)),
    })),
    owed: inOwn(owedInAll(standing)),
    writtenOff: inOwn([invoice, ...additions].reduce((sum, one) => sum + one.writtenOffMinor, 0n)),
    interest: inOwn(interest.reduce((sum, part) => sum + part.amountMinor, 0n)),
    rules,
    taken: row.step,
    ...plan,
    asked,
    canHandOver:
      row.state !== "closed" &&
      events.some(({ kind }) => kind === "collection_notice" || kind === "ready_for_hand_over"),
    events,
  };
}

async function readPlan(
  ctx: Ctx,
  standing: Standing,
): Promise<Pick<DunningCaseView, "next" | "collectAt">> {
  const { row, rules, invoice, openMinor } = standing;
  if (row.state !== "active") return { next: null, collectAt: null };
  const [at, attempt] = await Promise.all([
    whenStep(ctx, standing, row.step),
    planAttempt(ctx, standing),
  ]);
  const step = rules.steps[row.step];
  const { currency } = invoice;
  const isOfFees = invoice.kind === "fees";
  return {
    next:
      step && at
        ? { at, fee: money(feeOf(rules, step, { currency, openMinor, isOfFees }), currency) }
        : null,
    collectAt: attempt?.next.kind === "at" ? attempt.next.at : null,
  };
}

async function readAsked(ctx: Ctx, id: Id<"dunningCase">): Promise<DunningCaseView["asked"]> {
  const [row] = await ctx.db
    .select()
    .from(approvals)
    .where(
      and(
        eq(approvals.tenantId, ctx.tenantId),
        eq(approvals.kind, "write_off"),
        eq(approvals.subjectId, id),
        isNull(approvals.decision),
      ),
    );
  return row ? { amount: money(row.amountMinor, row.currency), at: row.requestedAt } : null;
}

async function readEvents(ctx: Ctx, id: Id<"dunningCase">): Promise<DunningEventView[]> {
  const rows = await ctx.db
    .select()
    .from(dunningEvents)
    .where(and(eq(dunningEvents.tenantId, ctx.tenantId), eq(dunningEvents.caseId, id)))
    .orderBy(asc(dunningEvents.seq));
  const names = await readActorNames(
    ctx,
    rows.map(({ actor }) => actor),
  );
  return rows.map((row) => ({
    seq: row.seq,
    kind: row.kind,
    detail: row.detail,
    amount:
      row.amountMinor === null || row.currency === null
        ? null
        : money(row.amountMinor, row.currency),
    documentId: row.documentId,
    actor: names.get(row.actor) ?? row.actor,
    at: row.occurredAt,
  }));
}
