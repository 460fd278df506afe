import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { idColumn, instant, tenantIdColumn } from "@/db/columns";
import { tenants } from "./tenants";

export type InvoiceRunState = "running" | "paused" | "done" | "canceled";

/** A monthly run that finance sees: what it has done is counted as it goes; what is left follows from the charges themselves. */
export const invoiceRuns = pgTable(
  "invoice_runs",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    id: idColumn<"invoiceRun">("id").notNull(),
    /** "2026-10". */
    month: text("month").notNull(),
    state: text("state").$type<InvoiceRunState>().notNull(),
    startedBy: text("started_by").notNull(),
    startedAt: instant("started_at").notNull(),
    finishedAt: instant("finished_at"),
    driversTotal: integer("drivers_total").notNull(),
    driversDone: integer("drivers_done").notNull().default(0),
    invoicesIssued: integer("invoices_issued").notNull().default(0),
    waiting: integer("waiting").notNull().default(0),
    failed: integer("failed").notNull().default(0),
    /** Per currency, minor units as decimal text. */
    totals: jsonb("totals").$type<Record<string, string>>().notNull().default({}),
    failures: jsonb("failures").$type<Record<string, string>>().notNull().default({}),
    cursor: text("cursor"),
    dueAt: instant("due_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("invoice_runs_due")
      .on(t.dueAt)
      .where(sql`${t.state} = 'running'`),
  ],
);
