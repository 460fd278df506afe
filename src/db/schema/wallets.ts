import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { currencyColumn, idColumn, instant, minorColumn, tenantIdColumn } from "@/db/columns";
import { accounts } from "./ledger";
import { drivers, tokens } from "./drivers";
import { charges } from "./plans";

/** What a driver decided for his wallet in a currency, and what stops it from topping itself up. */
export const wallets = pgTable(
  "wallets",
  {
    tenantId: tenantIdColumn(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    currency: currencyColumn().notNull(),
    autoTopup: boolean("auto_topup").notNull().default(false),
    /** Tops up when what can be spent falls below. */
    thresholdMinor: minorColumn("threshold_minor"),
    topupMinor: minorColumn("topup_minor"),
    maxDayMinor: minorColumn("max_day_minor"),
    maxMonthMinor: minorColumn("max_month_minor"),
    declines: integer("declines").notNull().default(0),
    backOffUntil: instant("back_off_until"),
    /** Why automatic top-up was switched off by us: a code. */
    offReason: text("off_reason"),
    /** Top-ups under dispute: not to be spent. */
    frozenMinor: minorColumn("frozen_minor")
      .notNull()
      .default(sql`0`),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.driverId, t.currency] }),
    check("wallets_frozen", sql`${t.frozenMinor} >= 0`),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
  ],
);

export type TopupState = "created" | "open" | "processing" | "succeeded" | "failed" | "canceled";

/** Money that a driver puts into his wallet; its payment moves it. Booked at success only. */
export const topups = pgTable(
  "topups",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"topup">("id").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    currency: currencyColumn().notNull(),
    amountMinor: minorColumn("amount_minor").notNull(),
    origin: text("origin").$type<"checkout" | "saved_method" | "auto">().notNull(),
    state: text("state").$type<TopupState>().notNull(),
    failureCode: text("failure_code"),
    createdAt: instant("created_at").notNull(),
    settledAt: instant("settled_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    /** One automatic top-up at a time. */
    uniqueIndex("topups_one_auto")
      .on(t.tenantId, t.driverId, t.currency)
      .where(sql`${t.origin} = 'auto' and ${t.state} in ('created', 'open', 'processing')`),
    index("topups_driver").on(t.tenantId, t.driverId, t.createdAt),
    check("topups_positive", sql`${t.amountMinor} > 0`),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
  ],
);

/** A part of a wallet's credit: bought with one payment, or given by us until a day. Σ remaining = credit (while it is not negative). */
export const walletLots = pgTable(
  "wallet_lots",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"walletLot">("id").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    currency: currencyColumn().notNull(),
    kind: text("kind").$type<"purchased" | "granted">().notNull(),
    amountMinor: minorColumn("amount_minor").notNull(),
    remainingMinor: minorColumn("remaining_minor").notNull(),
    topupId: idColumn<"topup">("topup_id"),
    creditNoteId: idColumn<"creditNote">("credit_note_id"),
    /** Why it was given. */
    reason: text("reason"),
    expiresAt: instant("expires_at"),
    expiredAt: instant("expired_at"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("wallet_lots_topup").on(t.tenantId, t.topupId),
    index("wallet_lots_driver").on(t.tenantId, t.driverId, t.currency, t.createdAt),
    index("wallet_lots_expiring")
      .on(t.expiresAt)
      .where(sql`${t.expiredAt} is null and ${t.expiresAt} is not null`),
    check(
      "wallet_lots_remaining",
      sql`${t.remainingMinor} >= 0 and ${t.remainingMinor} <= ${t.amountMinor} and ${t.amountMinor} > 0`,
    ),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
    foreignKey({ columns: [t.tenantId, t.topupId], foreignColumns: [topups.tenantId, topups.id] }),
  ],
);

/** What was taken out of a lot and for what (insert-only; a negative amount puts back). */
export const lotUses = pgTable(
  "lot_uses",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"other">("id").notNull(),
    lotId: idColumn<"walletLot">("lot_id").notNull(),
    kind: text("kind").$type<"charge" | "withdrawal" | "expiry" | "dispute" | "return">().notNull(),
    chargeId: idColumn<"charge">("charge_id"),
    refundId: idColumn<"refund">("refund_id"),
    amountMinor: minorColumn("amount_minor").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    index("lot_uses_lot").on(t.tenantId, t.lotId),
    index("lot_uses_charge").on(t.tenantId, t.chargeId),
    foreignKey({
      columns: [t.tenantId, t.lotId],
      foreignColumns: [walletLots.tenantId, walletLots.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.chargeId],
      foreignColumns: [charges.tenantId, charges.id],
    }),
  ],
);

export type WalletHoldState = "open" | "captured" | "released" | "expired";

/**
 * Credit spoken for by a charge that runs or may start; its amount stands in `accounts.held`. Written by the functions
 * `place_wallet_hold` and `end_wallet_holds` alone.
 */
export const walletHolds = pgTable(
  "wallet_holds",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"walletHold">("id").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    accountId: idColumn<"account">("account_id").notNull(),
    currency: currencyColumn().notNull(),
    amountMinor: minorColumn("amount_minor").notNull(),
    state: text("state").$type<WalletHoldState>().notNull().default("open"),
    tokenId: idColumn<"token">("token_id"),
    /** What it is for: a fact's own name, unique while open ("authorize:<reference>", "session:<id>", "command:<id>"). */
    ref: text("ref").notNull(),
    expiresAt: instant("expires_at").notNull(),
    createdAt: instant("created_at").notNull(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    uniqueIndex("wallet_holds_ref").on(t.tenantId, t.ref),
    index("wallet_holds_open")
      .on(t.tenantId, t.driverId, t.expiresAt)
      .where(sql`${t.state} = 'open'`),
    check("wallet_holds_positive", sql`${t.amountMinor} > 0`),
    foreignKey({
      columns: [t.tenantId, t.accountId],
      foreignColumns: [accounts.tenantId, accounts.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
  ],
);

/** What a driver (or finance) allows to be spent: per charge, day or month, by all tokens or by one. */
export const spendingLimits = pgTable(
  "spending_limits",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"other">("id").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    tokenId: idColumn<"token">("token_id"),
    /** Over all tokens that a member of the account holds. */
    memberId: idColumn<"member">("member_id"),
    span: text("span").$type<"charge" | "day" | "month">().notNull(),
    currency: currencyColumn().notNull(),
    amountMinor: minorColumn("amount_minor").notNull(),
    setBy: text("set_by").$type<"driver" | "finance">().notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("spending_limits_one")
      .on(t.tenantId, t.driverId, t.tokenId, t.memberId, t.span, t.currency, t.setBy)
      .nullsNotDistinct(),
    check("spending_limits_of_one", sql`${t.tokenId} is null or ${t.memberId} is null`),
    check("spending_limits_not_negative", sql`${t.amountMinor} >= 0`),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
    foreignKey({ columns: [t.tenantId, t.tokenId], foreignColumns: [tokens.tenantId, tokens.id] }),
  ],
);

/** The cap that each running charge of an account begins with, besides its limits, which are asked at the start. */
export const chargeCaps = pgTable(
  "charge_caps",
  {
    tenantId: tenantIdColumn(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    currency: currencyColumn().notNull(),
    /** With VAT. */
    amountMinor: minorColumn("amount_minor").notNull(),
    /** stop: we ask the operator to stop the charge. tell: he is only told. */
    action: text("action").$type<"tell" | "stop">().notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.driverId, t.currency] }),
    check("charge_caps_positive", sql`${t.amountMinor} > 0`),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
  ],
);
