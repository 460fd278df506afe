import { sql } from "drizzle-orm";
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
} from "drizzle-orm/pg-core";
import { currencyColumn, idColumn, instant, minorColumn, tenantIdColumn } from "@/db/columns";
import { cdrs } from "./cdrs";
import { drivers } from "./drivers";
import { tenants } from "./tenants";

/** prepaid: charges take from the wallet. postpaid: invoiced after the month. subscription: postpaid, with a fee in advance. */
export type PlanKind = "prepaid" | "postpaid" | "subscription";

export const plans = pgTable(
  "plans",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    id: idColumn<"plan">("id").notNull(),
    code: text("code").notNull(),
    kind: text("kind").$type<PlanKind>().notNull(),
    /** Drivers may choose it themselves. */
    isOffered: boolean("is_offered").notNull().default(true),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.id] }), unique("plans_code").on(t.tenantId, t.code)],
);

/** An immutable version of a plan. `definition` is core/plans `encodePlan`. */
export const planVersions = pgTable(
  "plan_versions",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"planVersion">("id").notNull(),
    planId: idColumn<"plan">("plan_id").notNull(),
    version: integer("version").notNull(),
    name: text("name").notNull(),
    priceMode: text("price_mode").$type<"cost_plus" | "own_tariff">().notNull(),
    basis: text("basis").$type<"gross" | "net">().notNull(),
    currency: currencyColumn().notNull(),
    definition: jsonb("definition").notNull(),
    publishedAt: instant("published_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("plan_versions_version").on(t.tenantId, t.planId, t.version),
    foreignKey({ columns: [t.tenantId, t.planId], foreignColumns: [plans.tenantId, plans.id] }),
  ],
);

/** Which plan version a driver is on, and when. Half-open. */
export const driverPlans = pgTable(
  "driver_plans",
  {
    tenantId: tenantIdColumn(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    validFrom: instant("valid_from").notNull(),
    validTo: instant("valid_to"),
    planVersionId: idColumn<"planVersion">("plan_version_id").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.driverId, t.validFrom] }),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.planVersionId],
      foreignColumns: [planVersions.tenantId, planVersions.id],
    }),
  ],
);

/** Amounts of one VAT rate (10⁻⁴ %), minor units as decimal text in JSON. */
export interface StoredVatAmount {
  readonly vatRate: number;
  /** S standard (also where absent), AE reverse charge, O outside the scope of VAT, Z zero rate. UNCL 5305. */
  readonly category?: "S" | "AE" | "O" | "Z";
  /** Whose VAT it is, where the row is of a whole document (ISO 3166-1 alpha-2). */
  readonly country?: string;
  readonly netMinor: string;
  readonly vatMinor: string;
  readonly grossMinor: string;
}

/**
 * The driver's side of a CDR: what he owes for it. One per CDR.
 * waiting: cost-plus waits for the accepted cost. open: booked, to be invoiced. drafted/invoiced: on an invoice.
 * settled: paid from the wallet when it was booked. void: nothing owed.
 */
export type ChargeState = "waiting" | "open" | "drafted" | "invoiced" | "settled" | "void";

export const charges = pgTable(
  "charges",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"charge">("id").notNull(),
    cdrId: idColumn<"cdr">("cdr_id").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    planVersionId: idColumn<"planVersion">("plan_version_id").notNull(),
    state: text("state").$type<ChargeState>().notNull(),
    /** Why it waits or owes nothing. */
    reason: text("reason"),
    basis: text("basis").$type<"gross" | "net">().notNull(),
    currency: currencyColumn().notNull(),
    netMinor: minorColumn("net_minor"),
    vatMinor: minorColumn("vat_minor"),
    grossMinor: minorColumn("gross_minor"),
    perRate: jsonb("per_rate").$type<readonly StoredVatAmount[]>().notNull().default([]),
    /** Explanation lines of core/rating `retail`, for people. */
    explanation: jsonb("explanation").notNull().default([]),
    /** Where the energy was delivered: ISO 3166-1 alpha-2 (place of supply). */
    supplyCountry: text("supply_country").notNull(),
    vatTrace: jsonb("vat_trace").$type<readonly string[]>().notNull().default([]),
    /** The prices that were promised, where the charge has them. */
    priceLockId: idColumn<"other">("price_lock_id"),
    /** What the bill came to before the promise was kept; null where no promise lowered it. */
    billGrossMinor: minorColumn("bill_gross_minor"),
    /** Why the bill was above the promise: a code of core/rating. */
    marginLostReason: text("margin_lost_reason"),
    /** The receipt of one that the wallet paid. */
    receiptId: idColumn<"document">("receipt_id"),
    servicedAt: instant("serviced_at").notNull(),
    createdAt: instant("created_at")
      .notNull()
      .default(sql`now()`),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("charges_cdr").on(t.tenantId, t.cdrId),
    foreignKey({ columns: [t.tenantId, t.cdrId], foreignColumns: [cdrs.tenantId, cdrs.id] }),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.planVersionId],
      foreignColumns: [planVersions.tenantId, planVersions.id],
    }),
    index("charges_open")
      .on(t.tenantId, t.driverId, t.servicedAt)
      .where(sql`${t.state} = 'open'`),
    index("charges_driver").on(t.tenantId, t.driverId, t.servicedAt),
    /** Who is due for an invoice. */
    index("charges_open_serviced")
      .on(t.tenantId, t.servicedAt, t.driverId)
      .where(sql`${t.state} = 'open'`),
    index("charges_without_receipt")
      .on(t.tenantId, t.createdAt)
      .where(sql`${t.state} = 'settled' and ${t.receiptId} is null`),
  ],
);

/**
 * What is given back of a charge after it was booked, whole or in part (insert-only but for its state).
 * reversed: it was not invoiced yet, and its journal was taken back. due: it was invoiced; a credit note is to be
 * issued. credited: the credit note was issued.
 */
export const chargeCorrections = pgTable(
  "charge_corrections",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"other">("id").notNull(),
    chargeId: idColumn<"charge">("charge_id").notNull(),
    cause: text("cause").$type<"credit_cdr" | "correction" | "dispute" | "goodwill">().notNull(),
    state: text("state").$type<"reversed" | "due" | "credited">().notNull(),
    /** The CDR that caused it. */
    cdrId: idColumn<"cdr">("cdr_id"),
    currency: currencyColumn().notNull(),
    netMinor: minorColumn("net_minor").notNull(),
    vatMinor: minorColumn("vat_minor").notNull(),
    grossMinor: minorColumn("gross_minor").notNull(),
    perRate: jsonb("per_rate").$type<readonly StoredVatAmount[]>().notNull(),
    note: text("note"),
    createdBy: text("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("charge_corrections_cdr").on(t.tenantId, t.chargeId, t.cdrId),
    foreignKey({
      columns: [t.tenantId, t.chargeId],
      foreignColumns: [charges.tenantId, charges.id],
    }),
    foreignKey({ columns: [t.tenantId, t.cdrId], foreignColumns: [cdrs.tenantId, cdrs.id] }),
    index("charge_corrections_due")
      .on(t.tenantId, t.createdAt)
      .where(sql`${t.state} = 'due'`),
  ],
);
