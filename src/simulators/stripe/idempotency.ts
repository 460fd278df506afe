import { createHash } from "node:crypto";
import { ApiError } from "./errors";
import type { SavedAnswer } from "./rows";
import type { World } from "./world";

const KEPT_MS = 24 * 3_600_000;

/** Stripe's idempotency: the first answer to a key is the answer, for 24 hours. */
export class Idempotency {
  readonly #inUse = new Set<string>();

  constructor(private readonly world: World) {}

  /** The saved answer, or null when this call may go on. Throws on other parameters or a race. */
  claim(key: string, fingerprint: string): SavedAnswer | null {
    this.#prune();
    if (this.#inUse.has(key)) throw inUse(key);
    const saved = this.world.store.get("saved_answer", key);
    if (saved === undefined) {
      this.#inUse.add(key);
      return null;
    }
    if (saved.fingerprint !== fingerprint) throw otherParameters(key);
    return saved;
  }

  /** Keeps the answer. Called only once the endpoint has begun: also for 4xx and 5xx. */
  save(answer: Omit<SavedAnswer, "createdMs">): void {
    this.world.store.put("saved_answer", { ...answer, createdMs: this.world.clock.nowMs() });
  }

  release(key: string): void {
    this.#inUse.delete(key);
  }

  #prune(): void {
    const oldest = this.world.clock.nowMs() - KEPT_MS;
    for (const row of this.world.store.all("saved_answer")) {
      if (row.createdMs > oldest) return;
      this.world.store.remove("saved_answer", row.id);
    }
  }
}

/** Equal for two requests with the same method, path and parameters. */
export function fingerprintOf(method: string, path: string, params: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify([method, path, sorted(params)]))
    .digest("hex");
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([key, inner]) => [key, sorted(inner)]);
}

function otherParameters(key: string): ApiError {
  return new ApiError(400, {
    type: "idempotency_error",
    message:
      "Keys for idempotent requests can only be used with the same parameters they were first used " +
      `with. Try using a key other than '${key}' if you meant to execute a different request.`,
  });
}

function inUse(key: string): ApiError {
  return new ApiError(409, {
    type: "idempotency_error",
    code: "idempotency_key_in_use",
    message: `There is currently another in-progress request using this Idempotent Key (${key}).`,
  });
}
