import { z } from "zod";
import { dayField, idField } from "./address";

/** The period and operator of the margin that promises cost, as they stand in the address. */
export const marginLostFilterInput = z.object({
  partner: idField,
  from: dayField,
  to: dayField,
});
