import { describe, expect, it } from "vitest";
import { aCar, aNode, aSite, flat } from "@/testing/builders/site-problem";
import { equalGroups, evenOut } from "./equal-cars";
import { fixedLoad } from "./fixed-load";
import { noPower, type GivenPower } from "./given-power";
import { findRoom, type Room } from "./room";

function roomFor(slots: number, limitW: number): Room {
  const sessions = ["a", "b"].map((id) =>
    aCar({ id, departureSlot: slots, needWh: 90_000, minW: 4000, maxW: 10_000 }),
  );
  const site = aSite({ slots, sessions, nodes: [aNode(slots, { limitW: flat(slots, limitW) })] });
  return findRoom(site, fixedLoad(site));
}

function given(room: Room, watts: readonly (readonly number[])[]): GivenPower {
  const plan = noPower(room);
  for (const [car, own] of watts.entries()) {
    for (const [slot, power] of own.entries()) plan.set(car, slot, power);
  }
  return plan;
}

describe("evenOut", () => {
  it("gives slots over until equal cars are within one slot at their least", () => {
    const room = roomFor(4, 10_000);
    const plan = given(room, [
      [10_000, 10_000, 10_000, 10_000],
      [0, 0, 0, 0],
    ]);
    evenOut(room, plan, equalGroups(room));
    expect(plan.total(0) + plan.total(1)).toBe(40_000);
    expect(Math.abs(plan.total(0) - plan.total(1))).toBeLessThanOrEqual(4000);
  });

  it("takes off what is too much where the only slot can't be shared: 7 of 7 kW, at least 4, become 4", () => {
    const room = roomFor(1, 7000);
    const plan = given(room, [[7000], [0]]);
    evenOut(room, plan, equalGroups(room));
    expect([plan.total(0), plan.total(1)]).toEqual([4000, 0]);
  });

  it("knows cars as equal only when nothing that bears on energy differs", () => {
    const alike = (over: object) => {
      const sessions = [aCar({ id: "a" }), aCar({ id: "b", ...over })];
      const site = aSite({ slots: 4, sessions });
      return equalGroups(findRoom(site, fixedLoad(site))).length === 1;
    };
    expect(alike({ lastW: 4000, style: "FAST" })).toBe(true);
    for (const over of [
      { needWh: 1 },
      { priority: 1 },
      { minW: 0 },
      { departureSlot: 3 },
      { givenWh: 1 },
    ]) {
      expect(alike(over)).toBe(false);
    }
  });
});
