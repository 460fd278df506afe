import {
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
} from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import { idColumn, instant, tenantIdColumn } from "@/db/columns";
import { drivers, tokens } from "./drivers";
import { partners } from "./partners";

/** OCPI mod_commands, CommandType. */
export type CommandKind =
  | "START_SESSION"
  | "STOP_SESSION"
  | "RESERVE_NOW"
  | "CANCEL_RESERVATION"
  | "UNLOCK_CONNECTOR";

/**
 * created: the row stands, nothing is sent. sent: no answer yet. accepted: the CPO took it (synchronous answer).
 * confirmed: the station did it (asynchronous result). session: a session with its reference was seen.
 * rejected, failed: somebody said no. timeout: nobody said anything in time; a session may still come.
 */
export type CommandState =
  | "created"
  | "sent"
  | "accepted"
  | "confirmed"
  | "session"
  | "rejected"
  | "failed"
  | "timeout";

/** A command to a CPO. The row comes before the call; late and double results are kept in `commandEvents`. */
export const commands = pgTable(
  "commands",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"other">("id").notNull(),
    partnerId: idColumn<"partner">("partner_id").notNull(),
    kind: text("kind").$type<CommandKind>().notNull(),
    state: text("state").$type<CommandState>().notNull().default("created"),
    driverId: idColumn<"driver">("driver_id"),
    tokenId: idColumn<"token">("token_id"),
    /** The session that it stops, or that came of it. */
    sessionId: idColumn<"session">("session_id"),
    locationOcpiId: text("location_ocpi_id"),
    evseUid: text("evse_uid"),
    connectorId: text("connector_id"),
    authorizationReference: text("authorization_reference"),
    reservationId: text("reservation_id"),
    expiresAt: instant("expires_at"),
    /** What the CPO answered at once, and until when the station may answer. */
    syncResult: text("sync_result"),
    answerDueAt: instant("answer_due_at"),
    /** What the station answered. */
    asyncResult: text("async_result"),
    /** A text of theirs for the driver, as received. */
    message: text("message"),
    lastError: text("last_error"),
    requestedBy: text("requested_by").notNull(),
    createdAt: instant("created_at").notNull(),
    sentAt: instant("sent_at"),
    endedAt: instant("ended_at"),
    /** When it is looked at next; null once it has ended. */
    dueAt: instant("due_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("commands_reference").on(t.tenantId, t.authorizationReference),
    foreignKey({
      columns: [t.tenantId, t.partnerId],
      foreignColumns: [partners.tenantId, partners.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
    foreignKey({ columns: [t.tenantId, t.tokenId], foreignColumns: [tokens.tenantId, tokens.id] }),
    index("commands_driver").on(t.tenantId, t.driverId, t.createdAt),
    index("commands_session").on(t.tenantId, t.sessionId),
    index("commands_list").on(t.tenantId, t.createdAt),
    index("commands_due")
      .on(t.dueAt)
      .where(sql`${t.dueAt} is not null`),
  ],
);

/** Everything that was said of a command, in order (insert-only). */
export const commandEvents = pgTable(
  "command_events",
  {
    tenantId: tenantIdColumn(),
    commandId: idColumn<"other">("command_id").notNull(),
    seq: integer("seq").notNull(),
    at: instant("at").notNull(),
    /** created, sent, sync:<result>, async:<result>, late:<result>, session, timeout, error */
    what: text("what").notNull(),
    detail: jsonb("detail").$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.commandId, t.seq] }),
    foreignKey({
      columns: [t.tenantId, t.commandId],
      foreignColumns: [commands.tenantId, commands.id],
    }),
  ],
);
