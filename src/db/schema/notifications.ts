import { sql } from "drizzle-orm";
import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
} from "drizzle-orm/pg-core";
import type { Language } from "@/core/language";
import { idColumn, instant, tenantIdColumn } from "@/db/columns";
import { tenants } from "./tenants";
import { signInSessions, users } from "./users";

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
        | "email_change_asked"
        | "email_change_taken_back"
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
        | "plan_confirmed"
        | "debit_announced"
        | "dispute_answered"
        | "dispute_moved"
        | "charge_started"
        | "charge_ended"
        | "idle_fee_near"
        | "cap_near"
        | "cap_reached"
        | "charge_billed_late"
        | "charge_price_changed"
        | "card_sent"
        | "member_invited"
        | "member_removed"
        | "receipts_ready"
        | "data_export_ready"
        | "erasure_requested"
        | "erasure_done"
        | "sign_up"
        | "email_change"
        | "email_changed"
        | "terms_changed"
        | "push_test"
      >()
      .notNull(),
    /** push: to one browser, by `pushSubscriptionId`. */
    channel: text("channel").$type<"mail" | "push">().notNull().default("mail"),
    pushSubscriptionId: idColumn<"other">("push_subscription_id"),
    email: text("email").notNull(),
    locale: text("locale").$type<Language>().notNull(),
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
    index("notifications_reader").on(t.tenantId, t.email, t.createdAt),
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

/** Which notices of a kind somebody wants, and where. Without a row the kind's own defaults hold. */
export const notificationChoices = pgTable(
  "notification_choices",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    userId: idColumn<"user">("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** A group of kinds as people choose them ("charge_ended", "idle_fee_near", …). */
    topic: text("topic").notNull(),
    byMail: boolean("by_mail").notNull(),
    byPush: boolean("by_push").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.userId, t.topic] })],
);

/** A browser that may be sent notices (W3C Push API). */
export const pushSubscriptions = pgTable(
  "push_subscriptions",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    id: idColumn<"other">("id").notNull(),
    userId: idColumn<"user">("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    endpoint: text("endpoint").notNull(),
    /** The browser's public key and secret, base64url (RFC 8291). */
    p256dh: text("p256dh").notNull(),
    auth: text("auth").notNull(),
    locale: text("locale").notNull(),
    userAgent: text("user_agent"),
    createdAt: instant("created_at").notNull(),
    lastSentAt: instant("last_sent_at"),
    lastError: text("last_error"),
    /** The sign-in that switched it on, by its public id: it ends with it. */
    sessionId: text("session_id")
      .notNull()
      .references(() => signInSessions.publicId, { onDelete: "cascade" }),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("push_subscriptions_session").on(t.sessionId),
    unique("push_subscriptions_endpoint").on(t.tenantId, t.endpoint),
    index("push_subscriptions_user").on(t.tenantId, t.userId),
  ],
);
