import { createHash } from "node:crypto";
import type { Store } from "./store";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/**
 * Ids in Stripe's looks, made from a seed and a counter for each kind: one seed gives one sequence of
 * ids, however many other things are read or made in between.
 */
export class Ids {
  constructor(
    private readonly store: Store,
    private readonly seed: string,
  ) {}

  /** e.g. `next("pi")` → `pi_…` with 24 letters and digits. */
  next(prefix: string, length = 24): string {
    return `${prefix}_${this.letters(prefix, length)}`;
  }

  letters(purpose: string, length: number): string {
    // A state of an older simulator has one counter for all: go on after it.
    const last = this.store.get("counter", purpose) ?? this.store.get("counter", "ids");
    const next = (last?.next ?? 0) + 1;
    this.store.put("counter", { id: purpose, next });
    return this.digest(`${purpose}:${next}`, length);
  }

  /** The same letters for the same text, e.g. a card's fingerprint. */
  digest(source: string, length: number): string {
    let result = "";
    for (let block = 0; result.length < length; block += 1) {
      const bytes = createHash("sha512").update(`${this.seed}:${source}:${block}`).digest();
      for (const byte of bytes) if (byte < 248) result += ALPHABET[byte % 62];
    }
    return result.slice(0, length);
  }
}
