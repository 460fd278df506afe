import { sql } from "drizzle-orm";
import {
  boolean,
  char,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
} from "drizzle-orm/pg-core";
import type { Language } from "@/core/language";
import { currencyColumn, idColumn, instant, tenantIdColumn } from "@/db/columns";
import { partners } from "./partners";
import { tenants, type PostalAddress } from "./tenants";
import { users } from "./users";

/** A person (or firm) who charges and pays. */
export const drivers = pgTable(
  "drivers",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    id: idColumn<"driver">("id").notNull(),
    userId: idColumn<"user">("user_id").references(() => users.id),
    number: text("number").notNull(),
    name: text("name").notNull(),
    email: text("email").notNull(),
    locale: text("locale").$type<Language>().notNull().default("sv"),
    timeZone: text("time_zone").notNull(),
    kind: text("kind").$type<"consumer" | "business">().notNull().default("consumer"),
    vatNumber: text("vat_number"),
    address: jsonb("address").$type<PostalAddress>().notNull(),
    currency: currencyColumn().notNull(),
    state: text("state").$type<"active" | "blocked" | "closed">().notNull().default("active"),
    createdAt: instant("created_at")
      .notNull()
      .default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("drivers_number").on(t.tenantId, t.number),
    unique("drivers_user").on(t.tenantId, t.userId),
    index("drivers_email").on(t.tenantId, t.email),
  ],
);

/** A charging token (OCPI Token). `uidUpper` is what matching uses: upper case, no separators. */
export const tokens = pgTable(
  "tokens",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"token">("id").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    uid: text("uid").notNull(),
    uidUpper: text("uid_upper").notNull(),
    type: text("type").$type<"RFID" | "APP_USER" | "AD_HOC_USER" | "OTHER">().notNull(),
    contractId: text("contract_id").notNull(),
    visualNumber: text("visual_number"),
    issuer: text("issuer").notNull(),
    valid: boolean("valid").notNull().default(true),
    whitelist: text("whitelist")
      .$type<"ALWAYS" | "ALLOWED" | "ALLOWED_OFFLINE" | "NEVER">()
      .notNull(),
    groupId: text("group_id"),
    language: char("language", { length: 2 }),
    blockedReason: text("blocked_reason"),
    /** What its holder calls it. */
    name: text("name"),
    /** Which member of the account holds it; null: the account's owner. */
    memberId: idColumn<"member">("member_id"),
    /** Since when; a new holder does not see what a former one charged. Null: since the token exists. */
    memberSince: instant("member_since"),
    /** The token that took its place. */
    replacedBy: idColumn<"token">("replaced_by"),
    lastUpdated: instant("last_updated").notNull(),
    createdAt: instant("created_at")
      .notNull()
      .default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("tokens_uid").on(t.tenantId, t.uidUpper, t.type),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
    index("tokens_driver").on(t.tenantId, t.driverId),
    index("tokens_contract").on(t.tenantId, t.contractId),
  ],
);

/** Which partner holds which state of a token: the row is the outgoing message; re-sent as state until acknowledged. */
export const tokenDeliveries = pgTable(
  "token_deliveries",
  {
    tenantId: tenantIdColumn(),
    tokenId: idColumn<"token">("token_id").notNull(),
    partnerId: idColumn<"partner">("partner_id").notNull(),
    state: text("state")
      .$type<"pending" | "acknowledged" | "failed">()
      .notNull()
      .default("pending"),
    attempts: integer("attempts").notNull().default(0),
    dueAt: instant("due_at").notNull(),
    acknowledgedAt: instant("acknowledged_at"),
    acknowledgedVersion: instant("acknowledged_version"),
    lastError: text("last_error"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.tokenId, t.partnerId] }),
    foreignKey({ columns: [t.tenantId, t.tokenId], foreignColumns: [tokens.tenantId, tokens.id] }),
    foreignKey({
      columns: [t.tenantId, t.partnerId],
      foreignColumns: [partners.tenantId, partners.id],
    }),
    index("token_deliveries_due").on(t.state, t.dueAt),
  ],
);
