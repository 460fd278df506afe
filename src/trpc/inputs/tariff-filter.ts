import { z } from "zod";
import { choiceField, idField, pageField, textField } from "./address";

/** What finance looks for among tariffs, as it stands in the address. */
export const tariffFilterInput = z.object({
  text: textField,
  partner: idField,
  state: choiceField(["deleted"]),
  page: pageField,
});
