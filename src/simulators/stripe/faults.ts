import { ApiError } from "./errors";

export type FaultKind =
  | "fail_before"
  | "fail_after"
  | "truncate"
  | "conflict"
  | "rate_limit"
  | "bad_gateway"
  | "unauthorized"
  | "forbidden"
  | "delay";

/** A fault of the API, on purpose. */
export interface Fault {
  kind: FaultKind;
  /** `GET`, `POST`, `DELETE`, or `*`. */
  method: string;
  /** A path of a call; `*` stands for one segment, e.g. `/v1/charges/*`. */
  path: string;
  /** Applies from the n-th matching call on, counted from when the fault was set. */
  nth: number;
  /** How many calls it applies to. */
  times: number;
  /** fail_after only: what the client sees once the effect is done. */
  mode: "500" | "502" | "reset" | "hang";
  /** fail_after with 500: whether the key keeps the 500, as Stripe documents, or the true result. */
  keeps: "error" | "result";
  /** delay only, in real milliseconds, before the call has its effect. */
  delayMs: number;
  /** What the header `stripe-should-retry` says on an answer that failed; null leaves it out. */
  shouldRetry: boolean | null;
}

interface ActiveFault extends Fault {
  seen: number;
  left: number;
}

/** The faults that are set, each counting the calls that match it. */
export class Faults {
  #active: ActiveFault[] = [];

  add(fault: Fault): void {
    this.#active.push({ ...fault, seen: 0, left: fault.times });
  }

  clear(): void {
    this.#active = [];
  }

  list(): readonly Fault[] {
    return this.#active;
  }

  /** The first fault that applies to one more call. */
  next(method: string, path: string): Fault | null {
    let applied: Fault | null = null;
    for (const fault of this.#active) {
      if (fault.method !== "*" && fault.method !== method) continue;
      if (!isCovered(fault.path, path)) continue;
      fault.seen += 1;
      if (applied !== null || fault.seen < fault.nth || fault.left === 0) continue;
      fault.left -= 1;
      applied = fault;
    }
    this.#active = this.#active.filter((fault) => fault.left > 0);
    return applied;
  }
}

function isCovered(pattern: string, path: string): boolean {
  const wanted = pattern.split("/");
  const given = path.split("/");
  return (
    wanted.length === given.length &&
    wanted.every((segment, index) => segment === "*" || segment === given[index])
  );
}

/** The answers of faults that strike before a call has any effect. */
export function earlyFailure(kind: FaultKind): ApiError | null {
  if (kind === "fail_before") return serverError();
  if (kind === "conflict") {
    return new ApiError(409, {
      type: "invalid_request_error",
      code: "lock_timeout",
      message:
        "This object cannot be accessed right now because another API request or Stripe process is " +
        "currently accessing it.",
    });
  }
  if (kind === "rate_limit") {
    return new ApiError(429, {
      type: "invalid_request_error",
      code: "rate_limit",
      message: "Request rate limit exceeded.",
    });
  }
  if (kind === "unauthorized") {
    return new ApiError(401, {
      type: "invalid_request_error",
      code: "api_key_expired",
      message: "Expired API Key provided. (Stripe simulator: a fault that was set on purpose.)",
    });
  }
  if (kind === "forbidden") {
    return new ApiError(403, {
      type: "invalid_request_error",
      message:
        "The provided key does not have the required permissions for this endpoint. " +
        "(Stripe simulator: a fault that was set on purpose.)",
    });
  }
  return null;
}

export function serverError(): ApiError {
  return new ApiError(500, {
    type: "api_error",
    message: "An unknown error occurred. (Stripe simulator: a fault that was set on purpose.)",
  });
}
