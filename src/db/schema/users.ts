import { sql } from "drizzle-orm";
import { index, integer, pgTable, primaryKey, text, timestamp, unique } from "drizzle-orm/pg-core";
import { idColumn, instant, tenantIdColumn } from "@/db/columns";
import { tenants } from "./tenants";

/** The roles of ruling 17. */
export type Role = "driver" | "finance" | "operations" | "partner" | "site_owner" | "tenant_admin";

/** next-auth's own tables are global: one person may work for several tenants. Their dates are next-auth's own `Date`s. */
export const users = pgTable("users", {
  id: idColumn<"user">("id").primaryKey(),
  name: text("name"),
  email: text("email").notNull().unique(),
  emailVerified: timestamp("email_verified", { mode: "date", withTimezone: true }),
  image: text("image"),
  locale: text("locale"),
});

export const accountLinks = pgTable(
  "auth_accounts",
  {
    userId: idColumn<"user">("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    type: text("type").notNull(),
    provider: text("provider").notNull(),
    providerAccountId: text("provider_account_id").notNull(),
    refresh_token: text("refresh_token"),
    access_token: text("access_token"),
    expires_at: integer("expires_at"),
    token_type: text("token_type"),
    scope: text("scope"),
    id_token: text("id_token"),
    session_state: text("session_state"),
  },
  (t) => [primaryKey({ columns: [t.provider, t.providerAccountId] })],
);

export const signInSessions = pgTable(
  "auth_sessions",
  {
    sessionToken: text("session_token").primaryKey(),
    userId: idColumn<"user">("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    expires: timestamp("expires", { mode: "date", withTimezone: true }).notNull(),
    createdAt: instant("created_at")
      .notNull()
      .default(sql`now()`),
    lastSeenAt: instant("last_seen_at")
      .notNull()
      .default(sql`now()`),
    address: text("address"),
    userAgent: text("user_agent"),
    method: text("method"),
    /** What other tables name the sign-in by: its token, which signs in, stands nowhere else. */
    publicId: text("public_id")
      .notNull()
      .generatedAlwaysAs(sql`encode(sha256(session_token::bytea), 'hex')`),
  },
  (t) => [
    index("auth_sessions_user").on(t.userId),
    unique("auth_sessions_public_id").on(t.publicId),
  ],
);

export const signInTokens = pgTable(
  "auth_verification_tokens",
  {
    identifier: text("identifier").notNull(),
    token: text("token").notNull(),
    expires: timestamp("expires", { mode: "date", withTimezone: true }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.identifier, t.token] })],
);

/** Who may do what for a tenant. */
export const memberships = pgTable(
  "memberships",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    userId: idColumn<"user">("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: text("role").$type<Role>().notNull(),
    createdAt: instant("created_at")
      .notNull()
      .default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.userId, t.role] }),
    index("memberships_user").on(t.userId),
  ],
);
