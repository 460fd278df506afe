import { sql } from "drizzle-orm";
import {
  bigint,
  char,
  check,
  foreignKey,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
} from "drizzle-orm/pg-core";
import type { VatRule } from "@/core/invoicing/vat-rules";
import {
  currencyColumn,
  idColumn,
  instant,
  microColumn,
  plainDate,
  tenantIdColumn,
} from "@/db/columns";

/** A postal address on documents. */
export interface PostalAddress {
  readonly line1: string;
  readonly line2?: string;
  readonly postalCode: string;
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

/** How a tenant bills; absent fields have the defaults of core/invoicing/billing-settings. */
export interface BillingSettings {
  /** Minor units per currency: a driver who owes more between invoices gets an interim one. */
  readonly interimAbove?: Readonly<Record<string, string>>;
  /** "none", or the whole unit of the currency (öresavrundning). */
  readonly totalRounding?: "none" | "whole_unit";
  /** From this amount on (minor units per currency), credit notes, refunds, write-offs and grants need two people. */
  readonly fourEyesFrom?: Readonly<Record<string, string>>;
  /** How DATEV knows us: the tax adviser's number and ours with him. */
  readonly datev?: { readonly adviser: number; readonly client: number };
  /** How many hours at most an invoice run waits for CDRs that are still expected. */
  readonly lateCdrWaitHours?: number;
  /** How it treats supplies whose VAT is not settled law, by day; the defaults of core/invoicing/vat-rules for the rest. */
  readonly vatRules?: readonly VatRule[];
}

/** What drivers meet of a tenant; absent fields have the defaults of services/tenants. */
export interface PortalSettings {
  /** invite: operations adds people. open: anybody may sign up. */
  readonly signUp?: "invite" | "open";
  /** Countries whose residents may sign up (ISO 3166-1 alpha-2). */
  readonly countries?: readonly string[];
  readonly supportEmail?: string;
  readonly supportPhone?: string;
  /** Who answers for personal data. */
  readonly privacyEmail?: string;
  /** Within how many days each step of a dispute should be done, and which days count. */
  readonly disputeDays?: {
    readonly finance?: number;
    readonly partner?: number;
    readonly credit?: number;
    readonly refund?: number;
    readonly counts?: "working" | "calendar";
  };
}

/** One eMSP operator: an OCPI party with its books, plans, partners and drivers. */
export const tenants = pgTable("tenants", {
  id: idColumn<"tenant">("id").primaryKey(),
  name: text("name").notNull(),
  countryCode: char("country_code", { length: 2 }).notNull(),
  partyId: char("party_id", { length: 3 }).notNull(),
  currency: currencyColumn().notNull(),
  timeZone: text("time_zone").notNull(),
  website: text("website"),
  /** How long after its end a billing period waits for late CDRs before it is invoiced. */
  closeAfterHours: integer("close_after_hours").notNull().default(72),
  billing: jsonb("billing").$type<BillingSettings>().notNull().default({}),
  portal: jsonb("portal").$type<PortalSettings>().notNull().default({}),
  createdAt: instant("created_at")
    .notNull()
    .default(sql`now()`),
});

/** Who sells and issues documents. */
export const legalEntities = pgTable(
  "legal_entities",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    id: idColumn<"legalEntity">("id").notNull(),
    name: text("name").notNull(),
    organisationNumber: text("organisation_number").notNull(),
    vatNumber: text("vat_number").notNull(),
    address: jsonb("address").$type<PostalAddress>().notNull(),
    email: text("email").notNull(),
    /** As it stands on documents ("BG 5555-0001"). */
    bankAccount: text("bank_account"),
    /** The account that we pay from. */
    iban: text("iban"),
    bic: text("bic"),
    paymentTermDays: integer("payment_term_days").notNull().default(10),
    numberPrefix: text("number_prefix").notNull().default("K"),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] })],
);

/** Next free number of each gapless series; taken in the finalizing transaction. */
export const numberSeries = pgTable(
  "number_series",
  {
    tenantId: tenantIdColumn(),
    legalEntityId: idColumn<"legalEntity">("legal_entity_id").notNull(),
    kind: text("kind").notNull(),
    /** See `issued_documents.series_of`. */
    seriesOf: text("series_of").notNull().default(""),
    year: integer("year").notNull(),
    next: integer("next").notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.legalEntityId, t.kind, t.seriesOf, t.year] }),
    foreignKey({
      columns: [t.tenantId, t.legalEntityId],
      foreignColumns: [legalEntities.tenantId, legalEntities.id],
    }),
    check("number_series_next_positive", sql`${t.next} >= 1`),
  ],
);

/** The VAT rate in force for a kind of supply in a country, by date. Rates in 10⁻⁴ %. */
export const vatRates = pgTable(
  "vat_rates",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    country: char("country", { length: 2 }).notNull(),
    supplyKind: text("supply_kind").notNull(),
    validFrom: instant("valid_from").notNull(),
    rate: integer("rate").notNull(),
    source: text("source").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.country, t.supplyKind, t.validFrom] })],
);

/** How far the demo's clock is ahead of the real one. Never read in production. */
export const demoClock = pgTable("demo_clock", {
  id: integer("id").primaryKey(),
  aheadMs: bigint("ahead_ms", { mode: "number" }).notNull(),
  movedAt: instant("moved_at").notNull(),
});

/** What a look-up of a VAT number at VIES said (insert-only): evidence for selling without VAT. */
export const vatNumberChecks = pgTable(
  "vat_number_checks",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    id: idColumn<"other">("id").notNull(),
    vatNumber: text("vat_number").notNull(),
    isValid: text("is_valid").$type<"yes" | "no" | "unknown">().notNull(),
    /** "vies", or "manual" with what finance saw. */
    source: text("source").notNull(),
    consultation: text("consultation"),
    answer: jsonb("answer").$type<Record<string, string>>().notNull().default({}),
    checkedBy: text("checked_by").notNull(),
    checkedAt: instant("checked_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("vat_number_checks_one").on(t.tenantId, t.vatNumber, t.checkedAt),
  ],
);

/** VAT numbers of a legal entity in other countries than its own, from a day on (insert-only). */
export const legalEntityRegistrations = pgTable(
  "legal_entity_registrations",
  {
    tenantId: tenantIdColumn(),
    legalEntityId: idColumn<"legalEntity">("legal_entity_id").notNull(),
    country: char("country", { length: 2 }).notNull(),
    validFrom: instant("valid_from").notNull(),
    validTo: instant("valid_to"),
    vatNumber: text("vat_number").notNull(),
    /** domestic: registered there. local: fixed establishment. oss: declared through the one-stop shop. */
    scheme: text("scheme").$type<"domestic" | "local" | "oss">().notNull(),
    source: text("source").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.legalEntityId, t.country, t.validFrom] }),
    foreignKey({
      columns: [t.tenantId, t.legalEntityId],
      foreignColumns: [legalEntities.tenantId, legalEntities.id],
    }),
  ],
);

/** What a currency was worth on a day, as a bank published it (insert-only). */
export const exchangeRates = pgTable(
  "exchange_rates",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    currency: currencyColumn().notNull(),
    quote: currencyColumn("quote").notNull(),
    validOn: plainDate("valid_on").notNull(),
    /** So many units of `quote` for one of `currency`, 10⁻⁶. */
    rateMicro: microColumn("rate_micro").notNull(),
    source: text("source").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.currency, t.quote, t.validOn] }),
    check("exchange_rates_positive", sql`${t.rateMicro} > 0`),
  ],
);
