import { z } from "zod";

const NUMBER = /^(?:[0-9A-F]{2}){4,10}$/;

/** An RFID card by the number printed on it or read from it: 4 to 10 bytes of hex, with or without separators. */
export const addCardInput = z.object({
  number: z
    .string()
    .max(64)
    .refine((text) => NUMBER.test(text.replaceAll(/[\s:._-]/g, "").toUpperCase())),
  label: z.string().trim().max(64).optional(),
});
export type AddCardInput = z.input<typeof addCardInput>;

export const tokenIdInput = z.object({ tokenId: z.uuid() });
