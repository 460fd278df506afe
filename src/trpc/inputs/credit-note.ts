import { z } from "zod";
import { asId, isId } from "@/core/ids";
import { pageInput } from "./page";

const id = z.string().refine(isId);
const minor = z
  .bigint()
  .min(0n)
  .max(10n ** 15n);

const part = z.union([
  z.object({ of: z.literal("all") }),
  z.object({ of: z.literal("amount"), amountMinor: minor }),
  z.object({ of: z.literal("share"), share: z.int().min(1).max(1_000_000) }),
]);

const selection = z.union([
  z.object({ of: z.literal("whole") }),
  z.object({ of: z.literal("amount"), amountMinor: minor }),
  z.object({
    of: z.literal("lines"),
    lines: z.array(z.object({ seq: z.int().min(1), part })).max(10_000),
  }),
]);

/** What is taken back: an invoice, or a charge that the wallet paid. */
export const creditSourceInput = z.union([
  z.object({ of: z.literal("invoice"), invoiceId: id.transform((text) => asId<"invoice">(text)) }),
  z.object({ of: z.literal("charge"), chargeId: id.transform((text) => asId<"charge">(text)) }),
]);

/** A credit note as its dialog describes it, before anything is made. */
export const creditOrderInput = z.object({
  source: creditSourceInput,
  amount: z.union([
    z.object({ of: z.literal("selection"), selection }),
    z.object({
      of: z.literal("corrections"),
      ids: z
        .array(id.transform((text) => asId<"other">(text)))
        .min(1)
        .max(500),
    }),
  ]),
  target: z.enum(["wallet", "card", "account"]),
  cause: z.enum(["credit_cdr", "correction", "dispute", "goodwill"]),
  reason: z.string().trim().max(500),
});

/** The same with the id made by whoever asks, and the total that he was shown. */
export const creditRequestInput = creditOrderInput.extend({
  id: id.transform((text) => asId<"creditNote">(text)),
  totalMinor: minor,
});

/** What is looked for among credit notes. */
export const creditNoteFilterInput = pageInput.extend({
  state: z.enum(["draft", "issued", "refused"]).optional(),
  invoiceId: id.optional(),
});

/** A second person's answer, with the amount that he was shown. */
export const approvalDecisionInput = z.object({
  id: id.transform((text) => asId<"approval">(text)),
  decision: z.enum(["approved", "refused"]),
  amountMinor: minor,
  note: z.string().trim().max(1000).optional(),
});
