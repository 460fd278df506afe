import { z } from "zod";

export const tokenIdInput = z.object({ tokenId: z.uuid() });

/** A card by the number printed on it, or by what a reader shows of its chip. */
export const activateCardInput = z.object({
  number: z.string().trim().min(4).max(64),
  name: z.string().trim().max(40).optional(),
});
export type ActivateCardInput = z.input<typeof activateCardInput>;

export const renameTokenInput = z.object({ tokenId: z.uuid(), name: z.string().max(40) });

const text = z.string().trim().min(1).max(120);

/** A card to be sent. */
export const orderCardInput = z.object({
  cardName: z.string().trim().min(1).max(40),
  recipient: text,
  line1: text,
  line2: z.string().trim().max(120).optional(),
  postalCode: z.string().trim().min(1).max(16),
  city: text,
  country: z.string().regex(/^[A-Z]{2}$/),
  replaces: z.uuid().optional(),
});
export type OrderCardInput = z.input<typeof orderCardInput>;

export const cardOrderIdInput = z.object({ orderId: z.uuid() });

/** Operations: a maker's list of cards. */
export const addCardStockInput = z.object({
  batch: z.string().trim().min(1).max(60),
  list: z.string().min(1).max(1_000_000),
});

/** Operations: the card that an order is answered with. */
export const sendCardInput = z.object({
  orderId: z.uuid(),
  visualNumber: z.string().trim().min(1).max(64),
});
