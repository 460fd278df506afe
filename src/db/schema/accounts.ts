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
import { bytes, idColumn, instant, tenantIdColumn } from "@/db/columns";
import { drivers } from "./drivers";
import { charges } from "./plans";
import { users } from "./users";

/**
 * What a member of another's account may do there. admin: all that the owner may, but close it. bookkeeper: reads
 * charges, invoices and receipts, and charges nothing. driver: charges, and sees his own charges.
 */
export type MemberRole = "admin" | "bookkeeper" | "driver";

/** People who use the account of a driver (a firm or a family) besides its owner, who is `drivers.user_id`. */
export const accountMembers = pgTable(
  "account_members",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"member">("id").notNull(),
    /** The account that pays. */
    driverId: idColumn<"driver">("driver_id").notNull(),
    /** Null until the invitation is accepted. */
    userId: idColumn<"user">("user_id").references(() => users.id, { onDelete: "set null" }),
    name: text("name").notNull(),
    email: text("email").notNull(),
    role: text("role").$type<MemberRole>().notNull(),
    state: text("state").$type<"invited" | "active" | "removed">().notNull(),
    /** What his charges are booked on unless a rule says otherwise. */
    costCentreId: idColumn<"other">("cost_centre_id"),
    /** SHA-256 of the invitation's secret; emptied once it is used. */
    inviteSha256: bytes("invite_sha256"),
    inviteExpiresAt: instant("invite_expires_at"),
    invitedBy: text("invited_by").notNull(),
    invitedAt: instant("invited_at").notNull(),
    joinedAt: instant("joined_at"),
    removedAt: instant("removed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
    uniqueIndex("account_members_email")
      .on(t.tenantId, t.driverId, t.email)
      .where(sql`${t.state} <> 'removed'`),
    uniqueIndex("account_members_invite")
      .on(t.tenantId, t.inviteSha256)
      .where(sql`${t.inviteSha256} is not null`),
    index("account_members_user").on(t.userId),
    index("account_members_reader").on(t.tenantId, t.email),
  ],
);

/** What an account's charges are divided into on its bill. */
export const costCentres = pgTable(
  "cost_centres",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"other">("id").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    /** As the account's bookkeeping knows it ("4100-SYD"). */
    code: text("code").notNull(),
    name: text("name").notNull(),
    archivedAt: instant("archived_at"),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("cost_centres_code").on(t.tenantId, t.driverId, t.code),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
  ],
);

export type ChargePurpose = "business" | "private";

/** When a rule applies: all that is said must hold, what is left out holds for everything. */
export interface PurposeCondition {
  /** ISO weekdays, 1 Monday to 7 Sunday, of the place's wall clock when the charge began. */
  readonly weekdays?: readonly number[];
  /** Wall clock of the place, "07:00" to "18:00" (may pass midnight). */
  readonly from?: string;
  readonly to?: string;
  /** OCPI location ids with their party ("SE*NSL*LOC1"). */
  readonly places?: readonly string[];
  readonly vehicleIds?: readonly string[];
  readonly tokenIds?: readonly string[];
  readonly memberIds?: readonly string[];
}

/** Says which charges of an account are business or private, and on what cost centre. The first that holds counts. */
export const purposeRules = pgTable(
  "purpose_rules",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"other">("id").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    seq: integer("seq").notNull(),
    name: text("name").notNull(),
    condition: jsonb("condition").$type<PurposeCondition>().notNull(),
    purpose: text("purpose").$type<ChargePurpose>().notNull(),
    costCentreId: idColumn<"other">("cost_centre_id"),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.costCentreId],
      foreignColumns: [costCentres.tenantId, costCentres.id],
    }),
    index("purpose_rules_driver").on(t.tenantId, t.driverId, t.seq),
  ],
);

/** What a charge was for: by rule, or as somebody said. What stands on an issued bill is on its lines. */
export const chargeLabels = pgTable(
  "charge_labels",
  {
    tenantId: tenantIdColumn(),
    chargeId: idColumn<"charge">("charge_id").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    purpose: text("purpose").$type<ChargePurpose>().notNull(),
    costCentreId: idColumn<"other">("cost_centre_id"),
    memberId: idColumn<"member">("member_id"),
    ruleId: idColumn<"other">("rule_id"),
    /** "rule", or who said so. */
    setBy: text("set_by").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.chargeId] }),
    foreignKey({
      columns: [t.tenantId, t.chargeId],
      foreignColumns: [charges.tenantId, charges.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.costCentreId],
      foreignColumns: [costCentres.tenantId, costCentres.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.memberId],
      foreignColumns: [accountMembers.tenantId, accountMembers.id],
    }),
    index("charge_labels_driver").on(t.tenantId, t.driverId),
  ],
);
