import { asc, desc, eq, sql } from "drizzle-orm";

import type { Id } from "@/core/ids";
import { newId } from "@/db/new-id";
import { closedPeriods } from "@/db/schema/accounting";
import { journals } from "@/db/schema/ledger";
import { inTransaction } from "@/db/transaction";
import { readActorNames } from "@/services/audit/list-audit";
import { actorName, writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { readTimeZone, startOfDay } from "@/services/reports/report-day";
import { requireRole } from "@/services/require-role";
import { ServiceError } from "@/services/service-error";
import { readCloseChecklist, type CheckResult } from "./close-checklist";

/** A close that was made. */
export interface ClosedPeriod {
  readonly id: Id<"other">;
  readonly closedUntil: Temporal.Instant;
  readonly closedBy: string;
  readonly closedAt: Temporal.Instant;
  readonly checklist: Readonly<Record<string, string>>;
}

/** Finance's page of closing. */
export interface ClosePage {
  readonly timeZone: string;
  /** Months that are over and not closed, the oldest first; closing one closes all before it. */
  readonly months: readonly string[];
  /** The month that the checklist is of; null when there is none to close. */
  readonly month: string | null;
  readonly checklist: readonly CheckResult[];
  readonly closed: readonly ClosedPeriod[];
}

/**
 * Which months can be closed, and what is still open before the end of one (the oldest unless told). For finance.
 * @throws ServiceError FORBIDDEN, INVALID.
 */
export async function readClosePage(ctx: Ctx, wanted?: string): Promise<ClosePage> {
  requireRole(ctx, "finance");
  const timeZone = await readTimeZone(ctx);
  const rows = await ctx.db
    .select()
    .from(closedPeriods)
    .where(eq(closedPeriods.tenantId, ctx.tenantId))
    .orderBy(desc(closedPeriods.closedUntil));
  const names = await readActorNames(
    ctx,
    rows.map(({ closedBy }) => closedBy),
  );
  const months = await openMonths(ctx, timeZone, rows[0]?.closedUntil ?? null);
  const month = wanted !== undefined && months.includes(wanted) ? wanted : (months[0] ?? null);
  const checklist =
    month === null ? [] : await readCloseChecklist(ctx, endOf(month, timeZone), lastDayOf(month));
  return {
    timeZone,
    months,
    month,
    checklist,
    closed: rows.map(({ id, closedUntil, closedBy, closedAt, checklist: kept }) => ({
      id,
      closedUntil,
      closedBy: names.get(closedBy) ?? closedBy,
      closedAt,
      checklist: kept,
    })),
  };
}

/**
 * Closes the books up to the end of a month, for ever: what is found out later is booked after it and keeps its own
 * time. `confirmation` is the month typed by the person. For finance.
 * @throws ServiceError FORBIDDEN, INVALID when it is not typed, PRECONDITION when the month is not over, is closed, or
 * the books are wrong.
 */
export async function closePeriod(
  ctx: Ctx,
  input: { readonly month: string; readonly confirmation: string },
): Promise<void> {
  requireRole(ctx, "finance");
  const { month } = input;
  if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(month) || input.confirmation.trim() !== month) {
    throw new ServiceError("INVALID", "Type the month to close it.", { month });
  }
  const timeZone = await readTimeZone(ctx);
  const until = endOf(month, timeZone);
  const checklist = await readCloseChecklist(ctx, until, lastDayOf(month));
  if (checklist.some(({ forbids }) => forbids)) {
    throw new ServiceError("PRECONDITION", "The books do not agree: see what verify-books says.", {
      reason: "books",
    });
  }
  const kept = Object.fromEntries(checklist.map(({ check, open }) => [check, String(open)]));
  const id = newId<"other">();
  await inTransaction(ctx, async (tx) => {
    await tx.db
      .execute(
        sql`select close_period(${tx.tenantId}::uuid, ${id}::uuid, ${until.toString()}::timestamptz,
              ${JSON.stringify(kept)}::jsonb, ${actorName(tx.actor)}, ${tx.clock.now().toString()}::timestamptz)`,
      )
      .catch((error: unknown) => {
        throw translate(error);
      });
    await writeAudit(tx, {
      action: "period.closed",
      subjectType: "period",
      subjectId: id,
      detail: { month, ...kept },
    });
  });
}

function translate(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof Error) || !("code" in cause) || cause.code !== "KV007") return error;
  return new ServiceError("PRECONDITION", "The month is not over, or is closed already.", {
    reason: "not_open",
  });
}

async function openMonths(
  ctx: Ctx,
  timeZone: string,
  closedUntil: Temporal.Instant | null,
): Promise<string[]> {
  const [first] = await ctx.db
    .select({ at: journals.periodAt })
    .from(journals)
    .where(eq(journals.tenantId, ctx.tenantId))
    .orderBy(asc(journals.periodAt))
    .limit(1);
  const begin = closedUntil ?? first?.at;
  if (!begin) return [];
  const now = ctx.clock.now().toZonedDateTimeISO(timeZone).toPlainDate().toPlainYearMonth();
  const months: string[] = [];
  let month = begin.toZonedDateTimeISO(timeZone).toPlainDate().toPlainYearMonth();
  while (Temporal.PlainYearMonth.compare(month, now) < 0) {
    months.push(month.toString());
    month = month.add({ months: 1 });
  }
  return months;
}

function lastDayOf(month: string): Temporal.PlainDate {
  return Temporal.PlainYearMonth.from(month)
    .add({ months: 1 })
    .toPlainDate({ day: 1 })
    .subtract({ days: 1 });
}

function endOf(month: string, timeZone: string): Temporal.Instant {
  return startOfDay(lastDayOf(month).toString(), timeZone, 1);
}
