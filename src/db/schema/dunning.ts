import { sql } from "drizzle-orm";
import {
  char,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { DunningRules } from "@/core/dunning/dunning-rules";
import { currencyColumn, idColumn, instant, minorColumn, tenantIdColumn } from "@/db/columns";
import { drivers } from "./drivers";
import { invoices } from "./invoices";
import { tenants } from "./tenants";

/** How a country's unpaid invoices are reminded of, from a day on (insert-only). */
export const dunningRules = pgTable(
  "dunning_rules",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    country: char("country", { length: 2 }).notNull(),
    validFrom: instant("valid_from").notNull(),
    rules: jsonb("rules").$type<DunningRules>().notNull(),
    source: text("source").notNull(),
    createdBy: text("created_by").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.country, t.validFrom] })],
);

/** The central bank's reference rate that interest on late payment follows, 10⁻⁴ % (insert-only). */
export const referenceRates = pgTable(
  "reference_rates",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    country: char("country", { length: 2 }).notNull(),
    validFrom: instant("valid_from").notNull(),
    rate: integer("rate").notNull(),
    source: text("source").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.country, t.validFrom] })],
);

export type DunningState = "active" | "paused" | "closed";

/** An invoice that was not paid in time: where it stands and what comes next. */
export const dunningCases = pgTable(
  "dunning_cases",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"dunningCase">("id").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    invoiceId: idColumn<"invoice">("invoice_id").notNull(),
    state: text("state").$type<DunningState>().notNull(),
    /** How many steps of the schedule were taken. */
    step: integer("step").notNull().default(0),
    nextAt: instant("next_at"),
    pauseReason: text("pause_reason"),
    pausedUntil: instant("paused_until"),
    /** paid, credited, written_off, handed_over. */
    outcome: text("outcome").$type<"paid" | "credited" | "written_off" | "handed_over">(),
    openedAt: instant("opened_at").notNull(),
    closedAt: instant("closed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("dunning_cases_invoice").on(t.tenantId, t.invoiceId),
    index("dunning_cases_due")
      .on(t.nextAt)
      .where(sql`${t.state} = 'active'`),
    check("dunning_cases_closed", sql`(${t.state} = 'closed') = (${t.closedAt} is not null)`),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.invoiceId],
      foreignColumns: [invoices.tenantId, invoices.id],
    }),
  ],
);

/** What was done in a case and when (insert-only). */
export const dunningEvents = pgTable(
  "dunning_events",
  {
    tenantId: tenantIdColumn(),
    caseId: idColumn<"dunningCase">("case_id").notNull(),
    seq: integer("seq").notNull(),
    kind: text("kind")
      .$type<
        | "opened"
        | "retried"
        | "attempt_planned"
        | "attempts_over"
        | "asked_for_method"
        | "reminded"
        | "fee_added"
        | "collection_notice"
        | "interest_added"
        | "charging_blocked"
        | "charging_unblocked"
        | "paused"
        | "resumed"
        | "write_off_asked"
        | "write_off_refused"
        | "written_off"
        | "recovered"
        | "ready_for_hand_over"
        | "handed_over"
        | "reopened"
        | "closed"
      >()
      .notNull(),
    detail: jsonb("detail").$type<Record<string, string>>().notNull().default({}),
    amountMinor: minorColumn("amount_minor"),
    currency: currencyColumn("currency"),
    documentId: idColumn<"document">("document_id"),
    actor: text("actor").notNull(),
    occurredAt: instant("occurred_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.caseId, t.seq] }),
    foreignKey({
      columns: [t.tenantId, t.caseId],
      foreignColumns: [dunningCases.tenantId, dunningCases.id],
    }),
  ],
);
