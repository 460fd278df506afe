import { describe, expect, it } from "vitest";

import { courseOf } from "./dispute-course";
import { disputeStates, turnOf } from "./dispute-steps";

describe("the course of a dispute", () => {
  it("shows one step that runs exactly while it is somebody's turn", () => {
    for (const state of disputeStates) {
      for (const isRefundComing of [true, false]) {
        const { now, coming } = courseOf(state, { isRefundComing, isPaid: true });
        expect(now !== null, state).toBe(turnOf(state, isRefundComing) !== null);
        if (now === null) expect(coming).toEqual([]);
      }
    }
  });

  it("promises a refund only where something was paid", () => {
    const unpaid = { isRefundComing: false, isPaid: false };
    for (const state of disputeStates) {
      expect(courseOf(state, unpaid).coming, state).not.toContain("refund");
    }
    expect(courseOf("open", { ...unpaid, isPaid: true }).coming).toEqual([
      "operator",
      "decide",
      "credit",
      "refund",
    ]);
  });
});
