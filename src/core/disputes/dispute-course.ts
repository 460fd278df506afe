import { turnOf, type DisputeState } from "./dispute-steps";

/** A step of a dispute as people are shown it. */
export type CourseStep = "look" | "operator" | "decide" | "credit" | "refund";

/** The step that runs, and those that may follow, in order; what happened is in its events. */
export interface DisputeCourse {
  readonly now: CourseStep | null;
  readonly coming: readonly CourseStep[];
}

/**
 * What is being done about a dispute and what will be, if it is found right. A refund stands among what is coming only
 * where money was paid that has to come back.
 */
export function courseOf(
  state: DisputeState,
  { isRefundComing, isPaid }: { readonly isRefundComing: boolean; readonly isPaid: boolean },
): DisputeCourse {
  const back: readonly CourseStep[] = isPaid ? ["credit", "refund"] : ["credit"];
  switch (state) {
    case "open":
      return { now: "look", coming: ["operator", "decide", ...back] };
    case "asked":
      return { now: "operator", coming: ["decide", ...back] };
    case "answered":
      return { now: "decide", coming: back };
    case "agreed":
      return { now: "credit", coming: isPaid ? ["refund"] : [] };
    case "credited":
    case "refunded":
    case "refused":
    case "withdrawn":
      return { now: turnOf(state, isRefundComing) === "bank" ? "refund" : null, coming: [] };
  }
}
