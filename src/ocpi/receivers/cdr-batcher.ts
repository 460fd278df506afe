import { limits } from "@/config/limits";
import { invariant } from "@/core/invariant";
import type { CdrInput, CdrReceipt } from "@/services/cdrs/cdr-delivery";
import { type CdrHost, receiveCdrs } from "@/services/cdrs/receive-cdrs";

/** Receives one CDR; the promise settles after the commit of the batch that it was in. */
export type CdrBatcher = (input: CdrInput) => Promise<CdrReceipt>;

interface Waiting {
  readonly input: CdrInput;
  readonly resolve: (receipt: CdrReceipt) => void;
  readonly reject: (error: unknown) => void;
}

/** How many at most in one transaction, and how long the first of them may wait for others. */
export interface BatchLimits {
  readonly size: number;
  readonly waitMs: number;
}

/**
 * Commits CDRs that arrive together in one transaction: those of the first moments, then whatever comes
 * while a batch is under way. A batch that fails is tried again one by one, so that a bad delivery harms
 * no other. `receive` is `receiveCdrs` except in tests.
 */
export function createCdrBatcher(
  host: CdrHost,
  batch: BatchLimits = limits.cdrBatch,
  receive: typeof receiveCdrs = receiveCdrs,
): CdrBatcher {
  const waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;
  let isBusy = false;

  const run = async (): Promise<void> => {
    isBusy = true;
    clearTimeout(timer);
    timer = undefined;
    while (waiting.length > 0) await settle(waiting.splice(0, batch.size));
    isBusy = false;
  };
  const settle = async (entries: readonly Waiting[]): Promise<void> => {
    try {
      const receipts = await receive(
        host,
        entries.map(({ input }) => input),
      );
      for (const [index, { resolve }] of entries.entries()) {
        const receipt = receipts[index];
        invariant(receipt, "a delivery has no receipt");
        resolve(receipt);
      }
    } catch (error) {
      if (entries.length === 1 || isOutage(error)) for (const { reject } of entries) reject(error);
      else for (const entry of entries) await settle([entry]);
    }
  };

  return (input) =>
    new Promise((resolve, reject) => {
      waiting.push({ input, resolve, reject });
      if (isBusy) return;
      if (waiting.length >= batch.size) void run();
      else timer ??= setTimeout(() => void run(), batch.waitMs);
    });
}

/** True where the database is away or out of means: trying each delivery alone would only add to it. */
function isOutage(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return /^(08|53|57|58|E[A-Z]|CONN)/.test(code);
}
