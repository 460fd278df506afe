import { z } from "zod";
import { choiceField, dayField, idField, pageField } from "./address";

const expectedKinds = ["missing", "unexpected", "stale"] as const;

/** What finance looks for in the book of expected CDRs, as it stands in the address. */
export const expectedCdrFilterInput = z.object({
  kind: choiceField(expectedKinds),
  partner: idField,
  from: dayField,
  to: dayField,
  page: pageField,
});
