import { z } from "zod";
import { choiceField, pageField, textField } from "./address";

export const dunningStates = ["active", "paused", "ready", "closed"] as const;
export const overdueAges = ["week", "month", "quarter", "older"] as const;
export const dunningActions = [
  "reminder",
  "block_charging",
  "collection_notice",
  "hand_over",
] as const;

/** What the board of dunning shows, as it stands in the address. */
export const dunningFilterInput = z.object({
  state: choiceField(dunningStates),
  age: choiceField(overdueAges),
  text: textField,
  page: pageField,
});

const id = z.uuid();
const reason = z.string().trim().min(1).max(500);
const minor = z.string().regex(/^\d{1,15}$/);

export const pauseCaseInput = z.object({ id, reason, until: z.iso.date().or(z.literal("")) });
export const writeOffInput = z.object({ id, deedId: id, amountMinor: minor, reason });
export const recoverInput = z.object({
  id,
  deedId: id,
  amount: z.string().trim().min(1).max(30),
  currency: z.string().length(3),
});
export const handOverInput = z.object({
  id,
  amountMinor: minor,
  agency: z.string().trim().min(1).max(120),
});

const figure = z.string().trim().max(30);
const country = z.string().regex(/^[A-Z]{2}$/);
const source = z.string().trim().max(500);

/** Rules as finance writes them: days and amounts as text. Whether they hold together is the service's to say. */
export const dunningRulesForm = z.object({
  country,
  validFrom: z.iso.date(),
  source,
  currency: z.string().regex(/^[A-Z]{3}$/),
  steps: z
    .array(
      z.object({
        afterDays: figure,
        action: z.enum(dunningActions),
        fee: figure,
        feeNeedsTerms: z.boolean(),
      }),
    )
    .max(12),
  retryDays: z.string().trim().max(60),
  termsNameFees: z.boolean(),
  interest: figure,
  interestFrom: z.enum(["due_day", "thirty_days_after_demand"]),
  leastForFee: figure,
});

/** What the editor of rules holds. */
export type DunningRulesForm = z.infer<typeof dunningRulesForm>;

export const referenceRateInput = z.object({
  country,
  validFrom: z.iso.date(),
  rate: figure,
  source,
});
