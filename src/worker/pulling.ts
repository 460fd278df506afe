import type { Id } from "@/core/ids";
import { pullList } from "@/ocpi/senders/pull-list";
import type { Ctx } from "@/services/context";
import { openCursors } from "@/services/pulls/open-cursors";
import { type DuePull, takeDueCursors } from "@/services/pulls/take-due-cursors";

/** Partners that are read at the same time by one worker. */
const MOST_PARTNERS = 8;

/** The reading of partners' lists: goes on beside the loop that begins it. */
export interface Pulling {
  /** Begins with what is due of one tenant. */
  begin(ctx: Ctx): Promise<void>;
  /** Stops between two pages, and waits for that. */
  stop(): Promise<void>;
}

/**
 * Reads partners' lists side by side, one partner's lists one after the other, so that a partner with slow or long
 * lists holds up nobody else.
 */
export function openPulling(): Pulling {
  const stopping = new AbortController();
  const running = new Map<Id<"partner">, Promise<void>>();
  const pullAll = async (ctx: Ctx, pulls: readonly DuePull[]) => {
    for (const pull of pulls) {
      const { partnerId, module } = pull;
      await pullList(ctx, pull, stopping.signal).catch((error: unknown) => {
        ctx.log.error({ err: error, partnerId, module }, "a list could not be read");
      });
    }
  };
  return {
    begin: async (ctx) => {
      if (stopping.signal.aborted) return;
      await openCursors(ctx);
      const due = await takeDueCursors(ctx, MOST_PARTNERS - running.size, [...running.keys()]);
      for (const [partnerId, pulls] of Map.groupBy(due, (pull) => pull.partnerId)) {
        const run = pullAll(ctx, pulls).finally(() => running.delete(partnerId));
        running.set(partnerId, run);
      }
    },
    stop: async () => {
      stopping.abort();
      await Promise.all(running.values());
    },
  };
}
