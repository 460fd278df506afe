import { sql } from "drizzle-orm";
import {
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
import {
  bytes,
  currencyColumn,
  idColumn,
  instant,
  minorColumn,
  tenantIdColumn,
} from "@/db/columns";
import { cdrs } from "./cdrs";
import { drivers } from "./drivers";
import { partners } from "./partners";

/**
 * Where a driver's dispute stands. open: with finance. asked: with the CPO. answered: the CPO spoke, with finance
 * again. agreed: to be given back, credit CDR or credit note to come. credited: the credit note is issued; refunded:
 * and its money is back. refused, withdrawn: ended without money.
 */
export type ChargeDisputeState =
  | "open"
  | "asked"
  | "answered"
  | "agreed"
  | "credited"
  | "refunded"
  | "refused"
  | "withdrawn";

/** What a driver says is wrong with a charge: one number and one trace for him, finance and the CPO. */
export const chargeDisputes = pgTable(
  "charge_disputes",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"dispute">("id").notNull(),
    /** As people say it ("R-2026-0042"). */
    number: text("number").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    cdrId: idColumn<"cdr">("cdr_id").notNull(),
    chargeId: idColumn<"charge">("charge_id"),
    partnerId: idColumn<"partner">("partner_id").notNull(),
    /** The case in finance's queue. */
    caseId: idColumn<"case">("case_id"),
    reason: text("reason").notNull(),
    /** What a program found by itself: overlap, impossible power, energy above the battery; null: the driver alone says so. */
    finding: jsonb("finding").$type<Readonly<Record<string, string>>>(),
    amountMinor: minorColumn("amount_minor"),
    currency: currencyColumn(),
    state: text("state").$type<ChargeDisputeState>().notNull(),
    /** Until when the one whose turn it is should have answered; null once ended. */
    answerBy: instant("answer_by"),
    openedAt: instant("opened_at").notNull(),
    endedAt: instant("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("charge_disputes_number").on(t.tenantId, t.number),
    uniqueIndex("charge_disputes_one_open")
      .on(t.tenantId, t.cdrId)
      .where(sql`${t.endedAt} is null`),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
    foreignKey({ columns: [t.tenantId, t.cdrId], foreignColumns: [cdrs.tenantId, cdrs.id] }),
    foreignKey({
      columns: [t.tenantId, t.partnerId],
      foreignColumns: [partners.tenantId, partners.id],
    }),
    index("charge_disputes_driver").on(t.tenantId, t.driverId, t.openedAt),
    index("charge_disputes_partner").on(t.tenantId, t.partnerId, t.openedAt),
    index("charge_disputes_state").on(t.tenantId, t.state, t.openedAt),
  ],
);

/** Everything that happened in a dispute, in order (insert-only). */
export const chargeDisputeEvents = pgTable(
  "charge_dispute_events",
  {
    tenantId: tenantIdColumn(),
    disputeId: idColumn<"dispute">("dispute_id").notNull(),
    seq: integer("seq").notNull(),
    at: instant("at").notNull(),
    /** opened, asked, answered, note, agreed, credit_cdr, credit_note, refund, refused, withdrawn, overdue */
    what: text("what").notNull(),
    byKind: text("by_kind").$type<"driver" | "finance" | "partner" | "system">().notNull(),
    /** A person's name as finance may see it. */
    by: text("by").notNull(),
    text: text("text").notNull().default(""),
    detail: jsonb("detail").$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.disputeId, t.seq] }),
    foreignKey({
      columns: [t.tenantId, t.disputeId],
      foreignColumns: [chargeDisputes.tenantId, chargeDisputes.id],
    }),
  ],
);

/** Pictures that belong to a dispute (JPEG, PNG or WebP, as they came from the browser, without their metadata). */
export const disputePictures = pgTable(
  "dispute_pictures",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"other">("id").notNull(),
    disputeId: idColumn<"dispute">("dispute_id").notNull(),
    addedBy: text("added_by").$type<"driver" | "finance" | "partner">().notNull(),
    mediaType: text("media_type").notNull(),
    content: bytes("content").notNull(),
    contentSha256: bytes("content_sha256").notNull(),
    addedAt: instant("added_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      columns: [t.tenantId, t.disputeId],
      foreignColumns: [chargeDisputes.tenantId, chargeDisputes.id],
    }),
    index("dispute_pictures_dispute").on(t.tenantId, t.disputeId),
  ],
);

/** What a driver said is right although it looked odd: it is not offered again. */
export const dismissedFindings = pgTable(
  "dismissed_findings",
  {
    tenantId: tenantIdColumn(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    cdrId: idColumn<"cdr">("cdr_id").notNull(),
    /** "power", or of a pair "overlap:" and the other CDR's id. */
    finding: text("finding").notNull(),
    dismissedAt: instant("dismissed_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.cdrId, t.finding] }),
    index("dismissed_findings_driver").on(t.tenantId, t.driverId),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.cdrId],
      foreignColumns: [cdrs.tenantId, cdrs.id],
    }),
  ],
);
