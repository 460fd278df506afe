import { no, ok, type Outcome } from "@/core/outcome";

/**
 * Where a dispute stands. open: with finance. asked: with the CPO. answered: the CPO spoke, with finance again. agreed: to
 * be given back. credited: given back on paper, a refund may be on its way. refunded, refused, withdrawn: ended.
 */
export const disputeStates = [
  "open",
  "asked",
  "answered",
  "agreed",
  "credited",
  "refunded",
  "refused",
  "withdrawn",
] as const;
export type DisputeState = (typeof disputeStates)[number];

/** Who may do something in a dispute. system: what follows by itself from the books. */
export type DisputeParty = "driver" | "finance" | "partner" | "system";

/**
 * What can be done. concede: the CPO says that the driver is right; answer: it says anything else. creditCdr: the CPO took
 * its CDR back. creditNote: a document gives it back. dropped: what was not invoiced yet is not owed any more. refund: the
 * money of the credit note is back.
 */
export type DisputeDeed =
  | "note"
  | "ask"
  | "answer"
  | "concede"
  | "agree"
  | "creditCdr"
  | "creditNote"
  | "dropped"
  | "refund"
  | "refuse"
  | "withdraw"
  | "reopen";

interface Rule {
  readonly by: readonly DisputeParty[];
  readonly from: readonly DisputeState[];
  /** Where it leads; null: it stays where it is. */
  readonly to: DisputeState | null;
}

const UNDECIDED = ["open", "asked", "answered"] as const;
const UNPAID = [...UNDECIDED, "agreed"] as const;

const RULES: Readonly<Record<DisputeDeed, Rule>> = {
  note: { by: ["driver", "finance", "partner"], from: [...UNPAID, "credited"], to: null },
  ask: { by: ["finance"], from: ["open", "answered"], to: "asked" },
  answer: { by: ["partner"], from: ["asked"], to: "answered" },
  concede: { by: ["partner"], from: ["asked"], to: "agreed" },
  agree: { by: ["finance"], from: UNDECIDED, to: "agreed" },
  creditCdr: { by: ["system"], from: UNPAID, to: "agreed" },
  creditNote: { by: ["system"], from: UNPAID, to: "credited" },
  dropped: { by: ["system"], from: UNPAID, to: "credited" },
  refund: { by: ["system"], from: ["credited"], to: "refunded" },
  refuse: { by: ["finance"], from: UNDECIDED, to: "refused" },
  withdraw: { by: ["driver"], from: UNDECIDED, to: "withdrawn" },
  reopen: { by: ["driver"], from: ["refused", "withdrawn"], to: "open" },
};

/**
 * Where a deed leads from a state: the next state, or why not. not-yours: nobody of that side may do it at all.
 * too-late: not in this state.
 */
export function takeStep(
  state: DisputeState,
  deed: DisputeDeed,
  by: DisputeParty,
): Outcome<DisputeState, "not-yours" | "too-late"> {
  const rule = RULES[deed];
  if (!rule.by.includes(by)) return no("not-yours");
  if (!rule.from.includes(state)) return no("too-late");
  return ok(rule.to ?? state);
}

/** Everything that somebody of a side may do now, in the order in which people are offered it. */
export function stepsOf(state: DisputeState, by: DisputeParty): readonly DisputeDeed[] {
  return (Object.keys(RULES) as DisputeDeed[]).filter((deed) => takeStep(state, deed, by).ok);
}

/** Whose turn it is; null where nobody has to do anything. bank: money is on its way. */
export function turnOf(
  state: DisputeState,
  isRefundComing: boolean,
): "finance" | "partner" | "bank" | null {
  switch (state) {
    case "open":
    case "answered":
    case "agreed":
      return "finance";
    case "asked":
      return "partner";
    case "credited":
      return isRefundComing ? "bank" : null;
    case "refunded":
    case "refused":
    case "withdrawn":
      return null;
  }
}

const REOPEN_DAYS = 30;

/** Whether a driver may take up an ended dispute again: once, within 30 days of a refusal or of taking it back. */
export function canReopen(
  dispute: {
    readonly state: DisputeState;
    readonly endedAt: Temporal.Instant | null;
    readonly reopenedBefore: number;
  },
  now: Temporal.Instant,
): boolean {
  const { state, endedAt, reopenedBefore } = dispute;
  if (!takeStep(state, "reopen", "driver").ok || endedAt === null || reopenedBefore > 0)
    return false;
  return Temporal.Instant.compare(now, endedAt.add({ hours: REOPEN_DAYS * 24 })) <= 0;
}
