import type { Id } from "@/core/ids";

/** The OCPI versions that a run can be about. */
export type CertifiedVersion = "2.1.1" | "2.2.1" | "2.3.0";

/** The parts of a run, in the order in which a new partner comes to them. */
export type StepGroup =
  | "connection"
  | "transport"
  | "objects"
  | "tokens"
  | "session"
  | "cdr"
  | "ours";

/** Every step of the self-certification. */
export type StepId =
  | "versions-read"
  | "details-read"
  | "handshake"
  | "rotation"
  | "request-ids"
  | "routing"
  | "token-encoding"
  | "date-times"
  | "location-put"
  | "evse-status"
  | "tariff-put"
  | "tokens-known"
  | "authorize-known"
  | "authorize-unknown"
  | "session-start"
  | "session-update"
  | "session-end"
  | "cdr-post"
  | "cdr-read-back"
  | "cdr-replay"
  | "cdr-arithmetic"
  | "pull-locations"
  | "pull-tariffs"
  | "start-command";

/** What a step is about, and whether a run can pass without it. */
export interface StepRule {
  readonly id: StepId;
  readonly group: StepGroup;
  readonly isRequired: boolean;
  /** 2.1.1 does not know what the step asks for. */
  readonly isSince22?: boolean;
}

/** A message that shows something. */
export interface Evidence {
  readonly messageId: Id<"message">;
  readonly at: Temporal.Instant;
  readonly method: string;
  readonly module: string;
  readonly reasons: readonly string[];
}

/**
 * How far a step has come. seen: the evidence shows it. wrong: it was tried, and the evidence shows what is not
 * right. waiting: nothing was seen yet.
 */
export interface StepResult extends StepRule {
  readonly state: "seen" | "wrong" | "waiting";
  readonly evidence: Evidence | null;
  /** What the latest messages lack, as the codes of their notes (`x-request-id: missing`). */
  readonly lacks: readonly string[];
  /** The claim beside our figure, before tax, 10⁻⁶ of the currency. */
  readonly figures: {
    readonly claimedMicro: bigint;
    readonly ownMicro: bigint | null;
    readonly currency: string;
  } | null;
}

function step(group: StepGroup, id: StepId, more: Partial<StepRule> = {}): StepRule {
  return { id, group, isRequired: true, ...more };
}

const RULES: readonly StepRule[] = [
  step("connection", "versions-read"),
  step("connection", "details-read"),
  step("connection", "handshake"),
  step("connection", "rotation", { isRequired: false }),
  step("objects", "location-put"),
  step("objects", "evse-status"),
  step("objects", "tariff-put"),
  step("tokens", "tokens-known"),
  step("tokens", "authorize-known"),
  step("tokens", "authorize-unknown"),
  step("session", "session-start"),
  step("session", "session-update"),
  step("session", "session-end"),
  step("cdr", "cdr-post"),
  step("cdr", "cdr-read-back"),
  step("cdr", "cdr-replay"),
  step("cdr", "cdr-arithmetic"),
  step("transport", "request-ids", { isSince22: true }),
  step("transport", "routing", { isSince22: true }),
  step("transport", "token-encoding", { isSince22: true }),
  step("transport", "date-times"),
  step("ours", "pull-locations", { isRequired: false }),
  step("ours", "pull-tariffs", { isRequired: false }),
  step("ours", "start-command", { isRequired: false }),
];

/** The steps of a run about a version. */
export function stepsOf(version: string): readonly StepRule[] {
  return RULES.filter(({ isSince22 }) => version !== "2.1.1" || !isSince22);
}

/** Whether every step that a run needs was seen. */
export function isComplete(steps: readonly StepResult[]): boolean {
  return steps.every(({ isRequired, state }) => !isRequired || state === "seen");
}
