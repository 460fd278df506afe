import { sql } from "drizzle-orm";
import {
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { bytes, idColumn, instant, tenantIdColumn } from "@/db/columns";
import { tenants, type PostalAddress } from "./tenants";
import { users } from "./users";

/** What a newcomer has told so far. Nothing of it is a contract before `state` is done. */
export interface SignUpAnswers {
  readonly name?: string;
  readonly address?: PostalAddress;
  readonly kind?: "consumer" | "business";
  /** Whom a business's bills are made out to. */
  readonly companyName?: string;
  readonly vatNumber?: string;
  /** The use that plans are compared by: kWh a month, and how much of it charges fast, in percent. */
  readonly use?: { readonly kwhPerMonth: number; readonly fastPercent: number };
  readonly planId?: string;
}

/** Somebody who signs up: left and taken up again as he likes. One open one for an address. */
export const signUps = pgTable(
  "sign_ups",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    id: idColumn<"other">("id").notNull(),
    email: text("email").notNull(),
    locale: text("locale").notNull(),
    /** Set once the address is proved. */
    userId: idColumn<"user">("user_id").references(() => users.id, { onDelete: "set null" }),
    driverId: idColumn<"driver">("driver_id"),
    answers: jsonb("answers").$type<SignUpAnswers>().notNull().default({}),
    state: text("state").$type<"open" | "done">().notNull().default("open"),
    startedAt: instant("started_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("sign_ups_open")
      .on(t.tenantId, t.email)
      .where(sql`${t.state} = 'open'`),
    index("sign_ups_user").on(t.userId),
  ],
);

export type TermsKind = "terms" | "privacy";

/** The words that drivers agree to, by version and language (insert-only). */
export const termsVersions = pgTable(
  "terms_versions",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    id: idColumn<"other">("id").notNull(),
    kind: text("kind").$type<TermsKind>().notNull(),
    version: integer("version").notNull(),
    locale: text("locale").notNull(),
    title: text("title").notNull(),
    /** Paragraphs with `## ` headings; nothing else is markup. */
    body: text("body").notNull(),
    bodySha256: bytes("body_sha256").notNull(),
    validFrom: instant("valid_from").notNull(),
    publishedAt: instant("published_at").notNull(),
    publishedBy: text("published_by").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("terms_versions_one").on(t.tenantId, t.kind, t.version, t.locale),
  ],
);

/** Who agreed to which words, when and from where (insert-only). */
export const termsAcceptances = pgTable(
  "terms_acceptances",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    id: idColumn<"other">("id").notNull(),
    userId: idColumn<"user">("user_id").notNull(),
    driverId: idColumn<"driver">("driver_id"),
    termsVersionId: idColumn<"other">("terms_version_id").notNull(),
    acceptedAt: instant("accepted_at").notNull(),
    address: text("address"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("terms_acceptances_user").on(t.tenantId, t.userId, t.acceptedAt),
  ],
);
