import { sendWish } from "@/ocpi/senders/send-wish";
import { claimDueWishes } from "@/services/charging/claim-due-wishes";
import { timeOutWishes } from "@/services/charging/time-out-wishes";
import { createDueRunner, type DueRunner } from "./due-runner";

/** Makes the worker's runner of wishes for charging. Their rows are the truth, so they need no jobs. */
export function createWishRunner(): DueRunner {
  return createDueRunner({
    name: "a wish for charging",
    claim: claimDueWishes,
    send: sendWish,
    timeOut: timeOutWishes,
  });
}
