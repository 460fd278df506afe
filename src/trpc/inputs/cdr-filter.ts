import { z } from "zod";
import { choiceField, dayField, idField, pageField, textField } from "./address";

export const cdrStates = ["received", "held", "accepted", "rejected"] as const;
export const cdrVerdicts = [
  "match",
  "rounding",
  "explainable",
  "mismatch",
  "unpriceable",
  "malformed",
] as const;

/** What finance looks for among CDRs, as it stands in the address. */
export const cdrFilterInput = z.object({
  state: choiceField(cdrStates),
  verdict: choiceField(cdrVerdicts),
  partner: idField,
  text: textField,
  who: textField,
  by: choiceField(["started", "received", "decided"]),
  from: dayField,
  to: dayField,
  credit: choiceField(["yes"]),
  hold: textField,
  page: pageField,
});
export type CdrFilterInput = z.output<typeof cdrFilterInput>;

/** A decision on a held CDR. */
export const cdrDecisionInput = z.object({
  cdrId: z.uuid(),
  decision: z.enum(["accept_claim", "accept_own", "reject"]),
  note: z.string().trim().min(1).max(1_000),
});

export const cdrIdInput = z.object({ cdrId: z.uuid() });
