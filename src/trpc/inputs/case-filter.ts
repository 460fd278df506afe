import { z } from "zod";
import { choiceField, pageField, textField } from "./address";

export const caseAgeNames = ["day", "week", "month", "older"] as const;
export const caseResolutionNames = ["corrected", "accepted", "elsewhere"] as const;

/** What is looked for among cases, as it stands in the address. */
export const caseFilterInput = z.object({
  state: choiceField(["open", "closed"]),
  kind: z.string().max(60).optional().catch(undefined),
  age: choiceField(caseAgeNames),
  owner: choiceField(["mine", "nobody"]),
  text: textField,
  page: pageField,
});

export const assignCaseInput = z.object({ id: z.uuid(), isMine: z.boolean() });

export const closeCaseInput = z.object({
  id: z.uuid(),
  resolution: z.enum(caseResolutionNames),
  note: z.string().trim().min(1).max(1000),
});
