import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { BenefitUse } from "@/core/plans/benefits";
import type { ItemWords } from "@/core/invoicing/item-words";
import {
  currencyColumn,
  idColumn,
  instant,
  microColumn,
  minorColumn,
  tenantIdColumn,
} from "@/db/columns";
import { drivers } from "./drivers";
import { charges, planVersions, type StoredVatAmount } from "./plans";

export type SubscriptionState = "trial" | "active" | "paused" | "canceled" | "ended";

/** A driver's subscription to a plan with a fee: one open at a time. Its history is its periods and the audit rows. */
export const subscriptions = pgTable(
  "subscriptions",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"subscription">("id").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    planVersionId: idColumn<"planVersion">("plan_version_id").notNull(),
    state: text("state").$type<SubscriptionState>().notNull(),
    /** The day of the month and the clock that periods count from, on the driver's wall clock. */
    anchorAt: instant("anchor_at").notNull(),
    startedAt: instant("started_at").notNull(),
    trialEndsAt: instant("trial_ends_at"),
    /** Takes effect when the running period ends: another plan version, or nothing (canceled). */
    nextPlanVersionId: idColumn<"planVersion">("next_plan_version_id"),
    pausedAt: instant("paused_at"),
    resumesAt: instant("resumes_at"),
    cancelsAt: instant("cancels_at"),
    endedAt: instant("ended_at"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("subscriptions_one_open")
      .on(t.tenantId, t.driverId)
      .where(sql`${t.state} <> 'ended'`),
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

/** A stretch of a subscription under one plan version, half-open: what its fee pays for, and what of its allowance is used. */
export const subscriptionPeriods = pgTable(
  "subscription_periods",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"subscriptionPeriod">("id").notNull(),
    subscriptionId: idColumn<"subscription">("subscription_id").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    planVersionId: idColumn<"planVersion">("plan_version_id").notNull(),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at").notNull(),
    /** The whole period that a stretch was cut from; equal to the stretch unless something changed in between. */
    wholeStartsAt: instant("whole_starts_at").notNull(),
    wholeEndsAt: instant("whole_ends_at").notNull(),
    /** Included energy of this stretch, 10⁻⁶ kWh, prorated by the second. */
    includedMicroKwh: microColumn("included_micro_kwh")
      .notNull()
      .default(sql`0`),
    usedMicroKwh: microColumn("used_micro_kwh")
      .notNull()
      .default(sql`0`),
    includedStarts: integer("included_starts").notNull().default(0),
    usedStarts: integer("used_starts").notNull().default(0),
    /** Deferred fee that was taken as income so far. */
    recognizedMinor: minorColumn("recognized_minor")
      .notNull()
      .default(sql`0`),
    recognizedUntil: instant("recognized_until"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("subscription_periods_start").on(t.tenantId, t.subscriptionId, t.startsAt),
    index("subscription_periods_unearned")
      .on(t.tenantId, t.endsAt)
      .where(sql`${t.recognizedUntil} is distinct from ${t.endsAt}`),
    index("subscription_periods_driver").on(t.tenantId, t.driverId, t.startsAt),
    check("subscription_periods_forward", sql`${t.startsAt} < ${t.endsAt}`),
    check("subscription_periods_used", sql`${t.usedMicroKwh} >= 0 and ${t.usedStarts} >= 0`),
    foreignKey({
      columns: [t.tenantId, t.subscriptionId],
      foreignColumns: [subscriptions.tenantId, subscriptions.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.planVersionId],
      foreignColumns: [planVersions.tenantId, planVersions.id],
    }),
  ],
);

/** What a charge took of a period's allowance; given back when the charge is reversed. */
export const benefitUses = pgTable(
  "benefit_uses",
  {
    tenantId: tenantIdColumn(),
    chargeId: idColumn<"charge">("charge_id").notNull(),
    periodId: idColumn<"subscriptionPeriod">("period_id").notNull(),
    use: jsonb("use").$type<BenefitUse>().notNull(),
    usedAt: instant("used_at").notNull(),
    givenBackAt: instant("given_back_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.chargeId] }),
    foreignKey({
      columns: [t.tenantId, t.chargeId],
      foreignColumns: [charges.tenantId, charges.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.periodId],
      foreignColumns: [subscriptionPeriods.tenantId, subscriptionPeriods.id],
    }),
  ],
);

export type BillItemKind =
  | "subscription_fee"
  | "proration_credit"
  | "proration_charge"
  | "reminder_fee"
  | "collection_fee"
  | "late_interest"
  | "adjustment";

/** open: booked as unbilled. invoiced: on an invoice. void: taken back before it was. */
export type BillItemState = "open" | "invoiced" | "void";

/** What a driver owes besides charges (negative: what he gets back), booked when it comes to be, then a line of an invoice. */
export const billItems = pgTable(
  "bill_items",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"billItem">("id").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    kind: text("kind").$type<BillItemKind>().notNull(),
    state: text("state").$type<BillItemState>().notNull(),
    /** Unique for the fact, so that one fact is billed once. */
    key: text("key").notNull(),
    subscriptionPeriodId: idColumn<"subscriptionPeriod">("subscription_period_id"),
    basis: text("basis").$type<"gross" | "net">().notNull(),
    currency: currencyColumn().notNull(),
    netMinor: minorColumn("net_minor").notNull(),
    vatMinor: minorColumn("vat_minor").notNull(),
    grossMinor: minorColumn("gross_minor").notNull(),
    perRate: jsonb("per_rate").$type<readonly StoredVatAmount[]>().notNull(),
    /** Whose VAT it is, ISO 3166-1 alpha-2. */
    supplyCountry: text("supply_country").notNull(),
    vatTrace: jsonb("vat_trace").$type<readonly string[]>().notNull().default([]),
    /** What the line says: a code with its parameters, for every language. */
    words: jsonb("words").$type<ItemWords>().notNull(),
    periodStart: instant("period_start"),
    periodEnd: instant("period_end"),
    servicedAt: instant("serviced_at").notNull(),
    /** To be invoiced from then on without waiting for the month; null: with the month. */
    billAt: instant("bill_at"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("bill_items_key").on(t.tenantId, t.key),
    index("bill_items_period").on(t.tenantId, t.subscriptionPeriodId),
    index("bill_items_open")
      .on(t.tenantId, t.driverId, t.servicedAt)
      .where(sql`${t.state} = 'open'`),
    index("bill_items_open_due")
      .on(t.tenantId, t.billAt)
      .where(sql`${t.state} = 'open' and ${t.billAt} is not null`),
    check("bill_items_total", sql`${t.netMinor} + ${t.vatMinor} = ${t.grossMinor}`),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
  ],
);
