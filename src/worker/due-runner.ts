import type { Ctx } from "@/services/context";

/** How many may wait for their CPOs' answers at once. */
const MOST_UNDER_WAY = 64;

/** Sends what comes due, without one waiting for another's CPO. */
export interface DueRunner {
  /** Begins to send what is due, and ends what has waited too long. Returns before the answers come. */
  run(ctx: Ctx): Promise<void>;
  /** Waits for the answers that are still out. */
  settle(): Promise<void>;
}

/** What is sent, and how. */
export interface DueWork<T> {
  /** For the log: "a command". */
  readonly name: string;
  claim(ctx: Ctx, most: number): Promise<readonly T[]>;
  send(ctx: Ctx, item: T): Promise<unknown>;
  timeOut(ctx: Ctx): Promise<unknown>;
}

/** Makes a runner. What it loses on the way is due again. */
export function createDueRunner<T extends { readonly id: string }>(work: DueWork<T>): DueRunner {
  const underWay = new Set<Promise<unknown>>();
  return {
    run: async (ctx) => {
      for (const item of await work.claim(ctx, MOST_UNDER_WAY - underWay.size)) {
        const sending = work
          .send(ctx, item)
          .catch((error: unknown) => {
            ctx.log.error({ err: error, id: item.id }, `${work.name} was not sent`);
          })
          .finally(() => underWay.delete(sending));
        underWay.add(sending);
      }
      await work.timeOut(ctx);
    },
    settle: async () => {
      await Promise.all(underWay);
    },
  };
}
