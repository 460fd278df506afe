import type { VatNumberAnswer } from "@/core/invoicing/vat-number-lookup";
import { viesLookup } from "@/market/vies";
import { findAskedVatNumbers, readAskersNumber } from "@/services/vat-numbers/ask-for-check";
import { recordCheck } from "@/services/vat-numbers/record-check";
import type { Task } from "@/worker/task";

const OFF: VatNumberAnswer = {
  isValid: "unknown",
  consultation: null,
  answer: { error: "look-ups are switched off (VIES_LOOKUP)" },
};

/** Looks a VAT number up that somebody asked for, where look-ups are switched on, and keeps the answer. */
export const checkVatNumber: Task = async ({ ctx, env, id: vatNumber }) => {
  if (!(await findAskedVatNumbers(ctx)).includes(vatNumber)) return;
  const lookup = viesLookup({ fetch: (address, init) => fetch(address, init) });
  const answer = env.VIES_LOOKUP ? await lookup(vatNumber, await readAskersNumber(ctx)) : OFF;
  await recordCheck(ctx, { vatNumber, source: "vies", ...answer });
};
