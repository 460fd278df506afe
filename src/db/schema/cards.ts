import { foreignKey, index, jsonb, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { idColumn, instant, tenantIdColumn } from "@/db/columns";
import { drivers, tokens } from "./drivers";
import { tenants, type PostalAddress } from "./tenants";

/** RFID cards that we had made: what is printed on each, and what its chip says. */
export const cardStock = pgTable(
  "card_stock",
  {
    tenantId: tenantIdColumn().references(() => tenants.id),
    id: idColumn<"other">("id").notNull(),
    /** As printed, and as compared (upper case, no separators). */
    visualNumber: text("visual_number").notNull(),
    visualNumberUpper: text("visual_number_upper").notNull(),
    uid: text("uid").notNull(),
    uidUpper: text("uid_upper").notNull(),
    batch: text("batch").notNull(),
    /** The token it became. */
    tokenId: idColumn<"token">("token_id"),
    addedAt: instant("added_at").notNull(),
    addedBy: text("added_by").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique("card_stock_visual_number").on(t.tenantId, t.visualNumberUpper),
    unique("card_stock_uid").on(t.tenantId, t.uidUpper),
    foreignKey({ columns: [t.tenantId, t.tokenId], foreignColumns: [tokens.tenantId, tokens.id] }),
  ],
);

export type CardOrderState = "ordered" | "sent" | "activated" | "cancelled";

/** A driver's order of a card. It charges once he has it and has activated it by its number. */
export const cardOrders = pgTable(
  "card_orders",
  {
    tenantId: tenantIdColumn(),
    id: idColumn<"other">("id").notNull(),
    driverId: idColumn<"driver">("driver_id").notNull(),
    memberId: idColumn<"member">("member_id"),
    state: text("state").$type<CardOrderState>().notNull(),
    /** What the card is to be called. */
    cardName: text("card_name").notNull(),
    recipient: text("recipient").notNull(),
    address: jsonb("address").$type<PostalAddress>().notNull(),
    /** The card it takes the place of. */
    replacesTokenId: idColumn<"token">("replaces_token_id"),
    /** The card that was sent. */
    stockId: idColumn<"other">("stock_id"),
    tokenId: idColumn<"token">("token_id"),
    orderedAt: instant("ordered_at").notNull(),
    sentAt: instant("sent_at"),
    endedAt: instant("ended_at"),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({
      columns: [t.tenantId, t.driverId],
      foreignColumns: [drivers.tenantId, drivers.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.replacesTokenId],
      foreignColumns: [tokens.tenantId, tokens.id],
    }),
    foreignKey({
      columns: [t.tenantId, t.stockId],
      foreignColumns: [cardStock.tenantId, cardStock.id],
    }),
    foreignKey({ columns: [t.tenantId, t.tokenId], foreignColumns: [tokens.tenantId, tokens.id] }),
    index("card_orders_driver").on(t.tenantId, t.driverId, t.orderedAt),
    index("card_orders_state").on(t.tenantId, t.state, t.orderedAt),
  ],
);
