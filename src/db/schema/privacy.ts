import { index, integer, jsonb, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { bytes, idColumn, instant, tenantIdColumn } from "@/db/columns";
import { tenants } from "./tenants";
import { users } from "./users";

/** An archive of all that is kept of a driver, made for him and deleted after some days. */
export const dataExports = pgTable(
  "data_exports",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    id: idColumn<"other">("id").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    userId: idColumn<"user">("user_id").notNull(),
    state: text("state").$type<"due" | "ready" | "failed" | "expired">().notNull(),
    content: bytes("content"),
    contentSha256: bytes("content_sha256"),
    sizeBytes: integer("size_bytes"),
    attempts: integer("attempts").notNull().default(0),
    lastError: text("last_error"),
    requestedAt: instant("requested_at").notNull(),
    readyAt: instant("ready_at"),
    expiresAt: instant("expires_at"),
    dueAt: instant("due_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("data_exports_driver").on(t.tenantId, t.driverId, t.requestedAt),
    index("data_exports_due").on(t.dueAt),
  ],
);

/**
 * A driver who was forgotten: the books go on under a pseudonym. What the law has us keep is named with its day.
 * requested: he may still take it back. blocked: money is open. done: his identity is gone.
 */
export const erasures = pgTable(
  "erasures",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    id: idColumn<"other">("id").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    state: text("state").$type<"requested" | "blocked" | "done" | "withdrawn">().notNull(),
    pseudonym: text("pseudonym").notNull(),
    requestedBy: text("requested_by").notNull(),
    requestedAt: instant("requested_at").notNull(),
    dueAt: instant("due_at"),
    doneAt: instant("done_at"),
    /** How many rows of what were emptied, and what is kept until when. */
    detail: jsonb("detail").$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("erasures_pseudonym").on(t.tenantId, t.pseudonym),
    index("erasures_driver").on(t.tenantId, t.driverId),
    index("erasures_due").on(t.dueAt),
  ],
);

/** Who signed in, or tried to, when, how and from where (added, and deleted once old). */
export const signInEvents = pgTable(
  "sign_in_events",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    id: idColumn<"other">("id").notNull(),
    userId: idColumn<"user">("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    at: instant("at").notNull(),
    /** "email", "demo", or an OIDC provider's id. */
    method: text("method").notNull(),
    what: text("what").$type<"signed_in" | "signed_out" | "ended" | "link_sent">().notNull(),
    address: text("address"),
    userAgent: text("user_agent"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("sign_in_events_user").on(t.tenantId, t.userId, t.at),
  ],
);

/** An address that somebody wants to sign in with instead, and the way back for who did not ask for it. */
export const emailChanges = pgTable(
  "email_changes",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    id: idColumn<"other">("id").notNull(),
    userId: idColumn<"user">("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    fromEmail: text("from_email").notNull(),
    toEmail: text("to_email").notNull(),
    state: text("state").$type<"asked" | "changed" | "taken_back">().notNull(),
    askedAt: instant("asked_at").notNull(),
    /** Until then the new address can say that it is theirs. */
    confirmUntil: instant("confirm_until").notNull(),
    /** Until then the old address can take it back. */
    backUntil: instant("back_until").notNull(),
    changedAt: instant("changed_at"),
    takenBackAt: instant("taken_back_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("email_changes_user").on(t.tenantId, t.userId, t.askedAt),
  ],
);
