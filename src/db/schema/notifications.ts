import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { idColumn, instant, tenantIdColumn } from "@/db/columns";
import { tenants } from "./tenants";

/** A mail to be sent: written in the transaction of the fact it tells of. Secrets (links) are emptied once sent. */
export const notifications = pgTable(
  "notifications",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    id: idColumn<"notification">("id").notNull(),
    /** Unique per fact, so that one fact is told once. */
    key: text("key").notNull(),
    kind: text("kind")
      .$type<
        | "sign_in"
        | "invoice_issued"
        | "payment_succeeded"
        | "payment_failed"
        | "payment_action_needed"
        | "payment_returned"
        | "refund_issued"
        | "credit_note_issued"
        | "reminder_issued"
        | "charging_blocked"
        | "topup_succeeded"
        | "topup_failed"
        | "topup_action_needed"
        | "wallet_low"
        | "wallet_negative"
        | "credit_expiring"
        | "limit_reached"
        | "plan_changed"
        | "debit_announced"
        | "dispute_answered"
      >()
      .notNull(),
    email: text("email").notNull(),
    locale: text("locale").$type<"sv" | "en">().notNull(),
    payload: jsonb("payload").$type<Record<string, string>>().notNull(),
    state: text("state").$type<"pending" | "sent" | "failed">().notNull().default("pending"),
    attempts: integer("attempts").notNull().default(0),
    dueAt: instant("due_at").notNull(),
    createdAt: instant("created_at").notNull(),
    sentAt: instant("sent_at"),
    lastError: text("last_error"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("notifications_key").on(t.tenantId, t.key),
    index("notifications_due")
      .on(t.dueAt)
      .where(sql`${t.state} = 'pending'`),
  ],
);

/** Who did what (insert-only), written in the same transaction as the deed. */
export const auditEvents = pgTable(
  "audit_events",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    id: idColumn<"auditEvent">("id").notNull(),
    actor: text("actor").notNull(),
    action: text("action").notNull(),
    subjectType: text("subject_type").notNull(),
    subjectId: text("subject_id").notNull(),
    detail: jsonb("detail").$type<Record<string, unknown>>().notNull().default({}),
    occurredAt: instant("occurred_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("audit_events_subject").on(t.tenantId, t.subjectType, t.subjectId, t.occurredAt),
  ],
);
