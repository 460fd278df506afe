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
  uniqueIndex,
} from "drizzle-orm/pg-core";
import {
  bytes,
  currencyColumn,
  idColumn,
  instant,
  microColumn,
  minorColumn,
  tenantIdColumn,
} from "@/db/columns";
import { drivers, tokens } from "./drivers";
import { partners } from "./partners";

/**
 * received: waits to be rated (the queue). rated: both sides decided and booked.
 * held: the CPO's claim waits for finance. rejected: finance refused it.
 * The driver's side moves on its own: see `charges`.
 */
export type CdrState = "received" | "held" | "accepted" | "rejected";
export type Verdict =
  | "match"
  | "rounding"
  | "explainable"
  | "mismatch"
  | "unpriceable"
  | "malformed";

/** A CPO's charge detail record. Immutable content; `state` is the queue. `core` is `encodeCdr`. */
export const cdrs = pgTable(
  "cdrs",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"cdr">("id").notNull(),
    partnerId: idColumn<"partner">("partner_id").notNull(),
    /** The key of ruling 3, each part upper-cased. */
    countryCode: text("country_code").notNull(),
    partyId: text("party_id").notNull(),
    ocpiIdUpper: text("ocpi_id_upper").notNull(),
    ocpiId: text("ocpi_id").notNull(),
    messageId: idColumn<"message">("message_id").notNull(),
    bodySha256: bytes("body_sha256").notNull(),
    contentSha256: bytes("content_sha256").notNull(),
    core: jsonb("core").notNull(),
    notes: jsonb("notes").$type<readonly string[]>().notNull().default([]),
    receivedAt: instant("received_at").notNull(),
    state: text("state").$type<CdrState>().notNull().default("received"),
    /** Why it is held or could not be rated, as codes with words. */
    heldReasons: jsonb("held_reasons").$type<readonly string[]>().notNull().default([]),
    attempts: integer("attempts").notNull().default(0),
    dueAt: instant("due_at").notNull(),
    lastError: text("last_error"),
    driverId: idColumn<"driver">("driver_id"),
    tokenId: idColumn<"token">("token_id"),
    sessionOcpiId: text("session_ocpi_id"),
    startedAt: instant("started_at").notNull(),
    endedAt: instant("ended_at").notNull(),
    energyMicroKwh: microColumn("energy_micro_kwh").notNull(),
    currency: currencyColumn().notNull(),
    /** The claim, 10⁻⁶ of the currency unit; after tax is unknown where the CPO does not say. */
    claimedExclMicro: microColumn("claimed_excl_micro").notNull(),
    claimedInclMicro: microColumn("claimed_incl_micro"),
    isCredit: boolean("is_credit").notNull().default(false),
    creditReferenceId: text("credit_reference_id"),
    /** Of a Credit CDR: the one that it takes back. */
    creditsCdrId: idColumn<"cdr">("credits_cdr_id"),
    /** Of a CDR that was taken back: the Credit CDR. */
    creditedByCdrId: idColumn<"cdr">("credited_by_cdr_id"),
    /** Of a CDR that came in place of one that was taken back. */
    replacesCdrId: idColumn<"cdr">("replaces_cdr_id"),
    /** The CPO's invoice that it says to be on. */
    invoiceReference: text("invoice_reference"),
    /** Where it was charged, upper-cased `country*party*location*evse`: finds two charges at one plug. */
    evseKey: text("evse_key"),
    /** Latest rating (history in `cdr_ratings`). */
    ratingId: idColumn<"cdrRating">("rating_id"),
    verdict: text("verdict").$type<Verdict>(),
    differenceMicro: microColumn("difference_micro"),
    /** What we owe the CPO before tax, in minor units of `currency`; set at acceptance. */
    acceptedCostMinor: minorColumn("accepted_cost_minor"),
    acceptedBasis: text("accepted_basis").$type<"policy" | "claim" | "own">(),
    decidedBy: text("decided_by"),
    decidedAt: instant("decided_at"),
    decisionNote: text("decision_note"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("cdrs_key").on(t.tenantId, t.countryCode, t.partyId, t.ocpiIdUpper),
    foreignKey({
      columns: [t.tenantId, t.partnerId],
      foreignColumns: [partners.tenantId, partners.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
    foreignKey({ columns: [t.tenantId, t.tokenId], foreignColumns: [tokens.tenantId, tokens.id] }),
    index("cdrs_queue")
      .on(t.dueAt)
      .where(sql`${t.state} = 'received'`),
    index("cdrs_list").on(t.tenantId, t.startedAt),
    index("cdrs_driver").on(t.tenantId, t.driverId, t.startedAt),
    index("cdrs_session").on(t.tenantId, t.partnerId, t.sessionOcpiId),
    index("cdrs_token").on(t.tenantId, t.tokenId, t.startedAt),
    index("cdrs_evse").on(t.tenantId, t.evseKey, t.startedAt),
    index("cdrs_invoice")
      .on(t.tenantId, t.partnerId, t.invoiceReference)
      .where(sql`${t.invoiceReference} is not null`),
    uniqueIndex("cdrs_credits")
      .on(t.tenantId, t.creditsCdrId)
      .where(sql`${t.creditsCdrId} is not null`),
    foreignKey({ columns: [t.tenantId, t.creditsCdrId], foreignColumns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.creditedByCdrId], foreignColumns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.replacesCdrId], foreignColumns: [t.tenantId, t.id] }),
  ],
);

/** Same key, other content: kept beside the first (ruling 2). */
export const cdrConflicts = pgTable(
  "cdr_conflicts",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"other">("id").notNull(),
    cdrId: idColumn<"cdr">("cdr_id").notNull(),
    messageId: idColumn<"message">("message_id").notNull(),
    contentSha256: bytes("content_sha256").notNull(),
    core: jsonb("core").notNull(),
    receivedAt: instant("received_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("cdr_conflicts_content").on(t.tenantId, t.cdrId, t.contentSha256),
    foreignKey({ columns: [t.tenantId, t.cdrId], foreignColumns: [cdrs.tenantId, cdrs.id] }),
  ],
);

/** One pricing of a CDR by its tariffs (insert-only), with the explanation and what made it reproducible. */
export const cdrRatings = pgTable(
  "cdr_ratings",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"cdrRating">("id").notNull(),
    cdrId: idColumn<"cdr">("cdr_id").notNull(),
    verdict: text("verdict").$type<Verdict>().notNull(),
    /** The accepted reading that reproduces the claim, where the verdict is not "match". */
    reading: text("reading"),
    ownExclMicro: microColumn("own_excl_micro"),
    ownInclMicro: microColumn("own_incl_micro"),
    differenceMicro: microColumn("difference_micro"),
    /** Explanation lines and notes (`encodePricedCdr`); the reason where unpriceable. */
    explanation: jsonb("explanation").notNull(),
    /** The amount of the difference that the reading explains, 10⁻⁶. */
    explainedMicro: microColumn("explained_micro"),
    /**
     * The tariff that was priced against the version that we held at the session's start. same: one content.
     * equivalent: other words, one price. differs: another price (`contractExclMicro`). unknown: we held none.
     */
    contractVerdict: text("contract_verdict").$type<
      "same" | "equivalent" | "differs" | "unknown"
    >(),
    contractExclMicro: microColumn("contract_excl_micro"),
    contractInclMicro: microColumn("contract_incl_micro"),
    /** The policy that was applied, whole: `RatingPolicy` of core/rating. */
    policy: jsonb("policy"),
    tariffContentSha256: bytes("tariff_content_sha256"),
    tariffSource: text("tariff_source").$type<"cdr" | "history" | "none">().notNull(),
    timeZone: text("time_zone"),
    engineVersion: text("engine_version").notNull(),
    tzdataVersion: text("tzdata_version").notNull(),
    ratedAt: instant("rated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.cdrId], foreignColumns: [cdrs.tenantId, cdrs.id] }),
    index("cdr_ratings_cdr").on(t.tenantId, t.cdrId, t.ratedAt),
  ],
);

/** Why a CDR was held, since when, and what released it. A CDR is held while one of these is open. */
export const cdrHolds = pgTable(
  "cdr_holds",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"other">("id").notNull(),
    cdrId: idColumn<"cdr">("cdr_id").notNull(),
    /** A code of core/rating `holdRules`. */
    code: text("code").notNull(),
    /** The facts behind it, for the words and for machines. */
    detail: jsonb("detail").$type<Record<string, unknown>>().notNull().default({}),
    /** The other CDR, where two are the reason. */
    otherCdrId: idColumn<"cdr">("other_cdr_id"),
    heldAt: instant("held_at").notNull(),
    releasedAt: instant("released_at"),
    releasedBy: text("released_by"),
    /** decision: finance decided. rerated: rated again, the reason was gone. credited: a Credit CDR took it back. */
    releasedHow: text("released_how").$type<"decision" | "rerated" | "credited">(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.cdrId], foreignColumns: [cdrs.tenantId, cdrs.id] }),
    foreignKey({ columns: [t.tenantId, t.otherCdrId], foreignColumns: [cdrs.tenantId, cdrs.id] }),
    uniqueIndex("cdr_holds_open")
      .on(t.tenantId, t.cdrId, t.code)
      .where(sql`${t.releasedAt} is null`),
    index("cdr_holds_cdr").on(t.tenantId, t.cdrId, t.heldAt),
  ],
);
