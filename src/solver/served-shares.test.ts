import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { bestPowers } from "@/core/smart-charging/site-plan/best-powers";
import { fixedLoad } from "@/core/smart-charging/site-plan/fixed-load";
import { flowOracle } from "@/core/smart-charging/site-plan/flow-oracle";
import type { LinearProgram, SolveProgram } from "@/core/smart-charging/site-plan/linear-program";
import { findRoom, type Room } from "@/core/smart-charging/site-plan/room";
import type { SiteProblem } from "@/core/smart-charging/site-plan/site-problem";
import { slotCosts } from "@/core/smart-charging/site-plan/slot-costs";
import { anySite } from "@/testing/any-site";
import { loadHighsSolve } from "./highs-solve";

let solve: SolveProgram;
beforeAll(async () => {
  solve = await loadHighsSolve();
});

function roomOf(site: SiteProblem): Room {
  return findRoom(site, fixedLoad(site));
}

/** Energies that the planner promises, by car. */
function planned(site: SiteProblem): Float64Array {
  const fixed = fixedLoad(site);
  const room = findRoom(site, fixed);
  return bestPowers(room, () => findRoom(site, fixed, true), {
    costs: slotCosts(site, room),
    solve,
  }).energies;
}

interface Rows {
  readonly lower: number[];
  readonly upper: number[];
  readonly entries: { row: number; column: number; value: number }[];
}

/** A program over dense rows, written here anew so that the reference shares nothing with the planner. */
function programOf(cost: number[], upper: number[], rows: Rows): LinearProgram {
  const starts = [0];
  const sorted = rows.entries.toSorted((a, b) => a.column - b.column || a.row - b.row);
  for (let column = 0; column < cost.length; column++) {
    starts.push(sorted.filter((entry) => entry.column <= column).length);
  }
  return {
    cost: Float64Array.from(cost),
    lower: new Float64Array(cost.length),
    upper: Float64Array.from(upper),
    rowLower: Float64Array.from(rows.lower),
    rowUpper: Float64Array.from(rows.upper),
    starts: Int32Array.from(starts),
    rows: Int32Array.from(sorted, ({ row }) => row),
    values: Float64Array.from(sorted, ({ value }) => value),
  };
}

/**
 * Lexicographic max-min the slow way. Columns: W of each car and slot, then θ, then a slack for each car. θ is raised;
 * then each open car is tested on its own whether its share can exceed θ while the others keep theirs; those that can't
 * are fixed at θ.
 */
function slowShares(room: Room): number[] {
  const { cars, resources, slots } = room;
  const theta = cars.length * slots;
  const share = (k: number) => cars[k]!.given + cars[k]!.need;
  const fixedAt = new Map<number, number>();
  const optimum = (goal: "theta" | number, level: number, active: number[]): number => {
    const rows: Rows = { lower: [], upper: [], entries: [] };
    const row = (lower: number, upper: number) => {
      rows.lower.push(lower);
      rows.upper.push(upper);
      return rows.lower.length - 1;
    };
    for (const k of cars.keys()) {
      const isOpen = active.includes(k) && !fixedAt.has(k);
      const fixed = fixedAt.get(k);
      const least = isOpen && goal !== "theta" ? level * share(k) - cars[k]!.given : 0;
      const most = isOpen || fixed !== undefined ? cars[k]!.need : 0;
      const own = row(
        fixed ?? Math.max(0, least) - 1e-5,
        fixed === undefined ? most : fixed + 1e-5,
      );
      const raised = isOpen && goal === "theta" ? row(-cars[k]!.given, Infinity) : -1;
      for (let slot = 0; slot < slots; slot++) {
        rows.entries.push({ row: own, column: k * slots + slot, value: 1 });
        if (raised >= 0) rows.entries.push({ row: raised, column: k * slots + slot, value: 1 });
      }
      if (raised >= 0) rows.entries.push({ row: raised, column: theta, value: -share(k) });
    }
    for (const resource of resources) {
      for (let slot = 0; slot < slots; slot++) {
        if (resource.left[slot] === Infinity) continue;
        const limit = row(-Infinity, resource.left[slot]!);
        for (const { car, weight } of resource.cars) {
          rows.entries.push({ row: limit, column: car * slots + slot, value: weight });
        }
      }
    }
    const cost = Array.from({ length: theta + 1 }, (_, column) => {
      if (goal === "theta") return column === theta ? -1 : 0;
      return column !== theta && Math.floor(column / slots) === goal ? -1 : 0;
    });
    const caps = [...cars.flatMap((car) => [...car.capW]), goal === "theta" ? 1 : 0];
    const solution = solve(programOf(cost, caps, rows));
    if (solution.status !== "optimal") throw new Error(`The reference is ${solution.status}.`);
    return -solution.objective;
  };
  for (const priority of [...new Set(cars.map((car) => car.priority))].toSorted((a, b) => b - a)) {
    const active = [...cars.keys()].filter((k) => cars[k]!.priority === priority);
    for (;;) {
      const open = active.filter((k) => !fixedAt.has(k));
      if (open.length === 0) break;
      const level = optimum("theta", 0, active);
      const before = fixedAt.size;
      const tight = open.filter((k) => {
        const most = optimum(k, level - 1e-7, active);
        return (cars[k]!.given + most) / share(k) <= level + 1e-5 || level >= 1 - 1e-7;
      });
      for (const k of tight) fixedAt.set(k, Math.max(0, level * share(k) - cars[k]!.given));
      if (fixedAt.size === before) throw new Error("The reference found nobody to fix.");
    }
  }
  return [...cars.keys()].map((k) => fixedAt.get(k)!);
}

/** Shares in one class, lowest first. */
function sortedShares(room: Room, energies: ArrayLike<number>): number[] {
  return room.cars
    .map((car, k) => (car.given + energies[k]!) / (car.given + car.need))
    .toSorted((a, b) => a - b);
}

/** Whether `a` is lexicographically no less than `b`, up to `tolerance`. */
function isNoLess(a: readonly number[], b: readonly number[], tolerance: number): boolean {
  for (const [place, share] of a.entries()) {
    if (share > b[place]! + tolerance) return true;
    if (share < b[place]! - tolerance) return false;
  }
  return true;
}

describe("served shares", () => {
  it("are the lexicographic max-min that programs find one by one, where limits are in W (maximum flow)", () => {
    let short = 0;
    fc.assert(
      fc.property(anySite({ slots: 5, sessions: 6, kind: "watts", isScarce: true }), (site) => {
        const room = roomOf(site);
        expect(flowOracle(room)).not.toBeNull();
        const energies = planned(site);
        for (const [k, expected] of slowShares(room).entries()) {
          const { given, need } = room.cars[k]!;
          expect(Math.abs(energies[k]! - expected) / (given + need)).toBeLessThan(1e-4);
          if (energies[k]! < need - 1) short++;
        }
      }),
      { numRuns: 35 },
    );
    expect(short).toBeGreaterThan(20);
  });

  it("are the same where single phases bind (linear programs)", () => {
    let byPrograms = 0;
    fc.assert(
      fc.property(anySite({ slots: 4, sessions: 6, isScarce: true }), (site) => {
        const room = roomOf(site);
        if (flowOracle(room) === null) byPrograms++;
        const energies = planned(site);
        for (const [k, expected] of slowShares(room).entries()) {
          const { given, need } = room.cars[k]!;
          expect(Math.abs(energies[k]! - expected) / (given + need)).toBeLessThan(1e-4);
        }
      }),
      { numRuns: 40 },
    );
    expect(byPrograms).toBeGreaterThan(3);
  });

  it("never fall, sorted, when a limit is raised", () => {
    const raises = fc.record({
      site: fc.oneof(anySite(), anySite({ isScarce: true })),
      node: fc.nat({ max: 2 }),
      byW: fc.integer({ min: 1, max: 20_000 }),
    });
    fc.assert(
      fc.property(raises, ({ site, node, byW }) => {
        // One class: between classes the higher one may take what is added, and more, from the lower.
        const equal = { ...site, sessions: site.sessions.map((one) => ({ ...one, priority: 0 })) };
        const nodes = equal.nodes.map((one, index) =>
          index === node
            ? {
                ...one,
                limitW: one.limitW.map((limit) => (limit === null ? null : limit + byW)),
                limitA: one.limitA.map((limit) => (limit === null ? null : limit + byW / 690)),
              }
            : one,
        );
        const wider = { ...equal, nodes };
        // Shares of all who want energy; whoever has no room at all has 0.
        const shares = (one: SiteProblem) => {
          const room = roomOf(one);
          const own = sortedShares(room, planned(one));
          const wanting = one.sessions.filter((s) => s.control === "steered" && s.needWh > 0);
          return [...Array.from({ length: wanting.length - own.length }, () => 0), ...own];
        };
        expect(isNoLess(shares(wider), shares(equal), 1e-5)).toBe(true);
      }),
      { numRuns: 80 },
    );
  });
});
