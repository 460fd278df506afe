import { z } from "zod";
import { choiceField, pageField, textField } from "./address";

/** A bank's file in base64 is at most so long: 6 MB of text. */
const MOST_BASE64 = 8 * 1024 * 1024;

export const bankColumns = [
  "date",
  "amount",
  "in",
  "out",
  "currency",
  "reference",
  "counterparty",
  "text",
  "bankRef",
] as const;

export const bankAccountNames = [
  "bank_fees",
  "unallocated",
  "payment_in_transit",
  "stripe_clearing",
  "bad_debt",
  "goodwill",
  "rounding",
] as const;

/** What finance looks for among bank lines, as it stands in the address. */
export const bankLineFilterInput = z.object({
  state: choiceField(["unmatched", "matched", "set_aside"]),
  text: textField,
  page: pageField,
});

/** A statement's file, and how to read it where the file does not say it. */
export const statementInput = z.object({
  fileName: z.string().min(1).max(200),
  base64: z.base64().max(MOST_BASE64),
  account: z.string().trim().max(40).optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  /** Which column holds what, by place from 0. */
  mapping: z.partialRecord(z.enum(bankColumns), z.int().min(0).max(99)).optional(),
});

const note = z.string().trim().min(1).max(500);

export const matchInput = z.object({
  lineId: z.uuid(),
  target: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("payout"), payoutId: z.string().max(80) }),
    z.object({ kind: z.literal("payment_file"), paymentFileId: z.uuid() }),
    z.object({ kind: z.literal("invoice"), invoiceIds: z.array(z.uuid()).min(1).max(20) }),
    z.object({ kind: z.literal("other"), account: z.enum(bankAccountNames), note }),
    z.object({ kind: z.literal("set_aside"), note }),
  ]),
});

export const lineIdInput = z.object({ lineId: z.uuid() });
