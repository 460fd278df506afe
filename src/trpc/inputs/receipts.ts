import { z } from "zod";

const day = z.iso.date();

/** A period of receipts as it stands in an address: days, both inclusive, and which charges. */
export const receiptPeriodInput = z
  .object({
    first: day,
    last: day,
    purpose: z.enum(["business", "private"]).optional(),
    centre: z.uuid().optional(),
  })
  .refine(({ first, last }) => first <= last, { path: ["last"] });

/** A period as a route or a procedure takes it. */
export type ReceiptPeriodInput = z.output<typeof receiptPeriodInput>;

/** How figures are written in a file. */
export const csvDecimalsInput = z.enum(["comma", "point"]);

/** Whom each month's receipts are sent to. */
export const receiptScheduleInput = z.object({
  sendTo: z.email().max(254),
  purpose: z.enum(["business", "private"]).optional(),
  centre: z.uuid().optional(),
});

/** The period as services take it. */
export function periodOf({ first, last, purpose, centre }: ReceiptPeriodInput) {
  return { firstDay: first, lastDay: last, choice: choiceOf({ purpose, centre }) };
}

/** Which charges, as services take it. */
export function choiceOf({
  purpose,
  centre,
}: {
  readonly purpose?: "business" | "private" | undefined;
  readonly centre?: string | undefined;
}) {
  return {
    ...(purpose ? { purpose } : {}),
    ...(centre ? { costCentreIds: [centre] } : {}),
  };
}
