import { sql } from "drizzle-orm";
import { foreignKey, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { idColumn, instant, tenantIdColumn } from "@/db/columns";
import { drivers } from "./drivers";
import { ocpiMessages, partners } from "./partners";
import { sessions } from "./sessions";

/** What a partner is asked about the charging of one session. OCPI mod_sessions, mod_charging_profiles. */
export type ChargingRequestKind = "PREFERENCES" | "SET_PROFILE" | "GET_PROFILE" | "CLEAR_PROFILE";

/**
 * created: the row stands, nothing is sent. sent: no answer yet. accepted: the CPO took it (preferences end here:
 * they have no other answer). confirmed: the station did it (asynchronous result). refused: somebody said no.
 * failed: it could not be sent or read. timeout: no result in time. superseded: a newer wish took its place.
 */
export type ChargingRequestState =
  | "created"
  | "sent"
  | "accepted"
  | "confirmed"
  | "refused"
  | "failed"
  | "timeout"
  | "superseded";

/** A wish for a session's charging, sent as state: the newest of its kind counts. The row comes before the call. */
export const chargingRequests = pgTable(
  "charging_requests",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"other">("id").notNull(),
    partnerId: idColumn<"partner">("partner_id").notNull(),
    sessionId: idColumn<"session">("session_id").notNull(),
    driverId: idColumn<"driver">("driver_id"),
    kind: text("kind").$type<ChargingRequestKind>().notNull(),
    state: text("state").$type<ChargingRequestState>().notNull().default("created"),
    /** The preferences or the profile of the core, or what a GET asks for. */
    wish: jsonb("wish").notNull(),
    /** What the CPO answered at once, and until when the station may answer. */
    syncResult: text("sync_result"),
    answerDueAt: instant("answer_due_at"),
    /** What the station answered. */
    asyncResult: text("async_result"),
    /** The profile that the result of a GET brought. */
    result: jsonb("result"),
    lastError: text("last_error"),
    attempts: integer("attempts").notNull().default(0),
    requestedBy: text("requested_by").notNull(),
    /** The run of the site's planner that it comes from. */
    sitePlanId: idColumn<"sitePlan">("site_plan_id"),
    createdAt: instant("created_at").notNull(),
    sentAt: instant("sent_at"),
    endedAt: instant("ended_at"),
    /** When it is looked at next; null once it has ended. */
    dueAt: instant("due_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      columns: [t.tenantId, t.partnerId],
      foreignColumns: [partners.tenantId, partners.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.sessionId],
      foreignColumns: [sessions.tenantId, sessions.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
    index("charging_requests_session").on(t.tenantId, t.sessionId, t.createdAt),
    index("charging_requests_due")
      .on(t.dueAt)
      .where(sql`${t.dueAt} is not null`),
  ],
);

/** Everything that was said of a wish, in order (insert-only). */
export const chargingRequestEvents = pgTable(
  "charging_request_events",
  {
    tenantId: tenantIdColumn(),
    requestId: idColumn<"other">("request_id").notNull(),
    seq: integer("seq").notNull(),
    at: instant("at").notNull(),
    /** created, sent, sync:<result>, async:<result>, late:<result>, timeout, superseded, error */
    what: text("what").notNull(),
    detail: jsonb("detail").$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.requestId, t.seq] }),
    foreignKey({
      columns: [t.tenantId, t.requestId],
      foreignColumns: [chargingRequests.tenantId, chargingRequests.id],
    }),
  ],
);

/** What a station does or will do, as its CPO said it (insert-only; the newest counts). OCPI ActiveChargingProfile. */
export const activeChargingProfiles = pgTable(
  "active_charging_profiles",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"other">("id").notNull(),
    sessionId: idColumn<"session">("session_id").notNull(),
    /** push: the CPO told us by itself. get: the result of our question. */
    source: text("source").$type<"push" | "get">().notNull(),
    startsAt: instant("starts_at").notNull(),
    profile: jsonb("profile").notNull(),
    receivedAt: instant("received_at").notNull(),
    messageId: idColumn<"message">("message_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      columns: [t.tenantId, t.sessionId],
      foreignColumns: [sessions.tenantId, sessions.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.messageId],
      foreignColumns: [ocpiMessages.tenantId, ocpiMessages.id],
    }),
    index("active_charging_profiles_session").on(t.tenantId, t.sessionId, t.receivedAt),
  ],
);
