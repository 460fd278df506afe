import type { Cpo } from "./cpo";
import { creditCdr } from "./credit-cdr";
import { sendCdr } from "./send-cdr";

/** Sends a new CDR; with the fault `credit_cdr` it is taken back and replaced right after. */
export async function tellCdr(cpo: Cpo, id: string): Promise<void> {
  await sendCdr(cpo, id);
  const isTold = cpo.state.cdrs.get(id)?.delivery.state === "delivered";
  if (isTold && cpo.faults.take("credit_cdr")) await creditCdr(cpo, id, true);
}
