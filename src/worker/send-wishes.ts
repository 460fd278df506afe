import { sendWish } from "@/ocpi/senders/send-wish";
import { claimDueWishes } from "@/services/charging/claim-due-wishes";
import { timeOutWishes } from "@/services/charging/time-out-wishes";
import type { Ctx } from "@/services/context";

/** How many wishes may wait for their CPOs' answers at once. */
const MOST_UNDER_WAY = 64;

/** Sends wishes for charging as they come due, without one waiting for another's CPO. */
export interface WishRunner {
  /** Begins to send what is due, and ends what has waited too long. Returns before the answers come. */
  run(ctx: Ctx): Promise<void>;
  /** Waits for the answers that are still out. */
  settle(): Promise<void>;
}

/** Makes the worker's runner of wishes. What it loses on the way is due again, so it needs no jobs. */
export function createWishRunner(): WishRunner {
  const underWay = new Set<Promise<void>>();
  return {
    run: async (ctx) => {
      for (const wish of await claimDueWishes(ctx, MOST_UNDER_WAY - underWay.size)) {
        const sending = sendWish(ctx, wish)
          .catch((error: unknown) => {
            ctx.log.error({ err: error, wish: wish.id }, "a wish for charging was not sent");
          })
          .finally(() => underWay.delete(sending));
        underWay.add(sending);
      }
      await timeOutWishes(ctx);
    },
    settle: async () => {
      await Promise.all(underWay);
    },
  };
}
