import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FlowNetwork } from "./max-flow";

interface Pipe {
  readonly from: number;
  readonly to: number;
  readonly capacity: number;
}

/** The smallest cut by looking at every set of nodes with the source and without the drain. */
function smallestCut(nodes: number, pipes: readonly Pipe[]): number {
  let best = Infinity;
  for (let set = 0; set < 1 << nodes; set++) {
    if ((set & 1) === 0 || (set & 2) !== 0) continue;
    const cut = pipes
      .filter(({ from, to }) => (set & (1 << from)) !== 0 && (set & (1 << to)) === 0)
      .reduce((sum, { capacity }) => sum + capacity, 0);
    best = Math.min(best, cut);
  }
  return best;
}

describe("FlowNetwork", () => {
  it("fills up to the smallest cut, loses nothing on the way, and names the cut's side", () => {
    const nodes = 6;
    const pipe = fc.record({
      from: fc.nat({ max: nodes - 1 }),
      to: fc.nat({ max: nodes - 1 }),
      capacity: fc.integer({ min: 0, max: 20 }),
    });
    fc.assert(
      fc.property(fc.array(pipe, { maxLength: 14 }), (all) => {
        const pipes = all.filter(({ from, to }) => from !== to && from !== 1 && to !== 0);
        const network = new FlowNetwork(nodes, 1e-9);
        const edges = pipes.map(({ from, to, capacity }) => network.addEdge(from, to, capacity));
        network.fill();
        const balance = Array.from({ length: nodes }, () => 0);
        for (const [k, { from, to, capacity }] of pipes.entries()) {
          const flow = network.flowOf(edges[k]!);
          expect(flow).toBeGreaterThanOrEqual(0);
          expect(flow).toBeLessThanOrEqual(capacity + 1e-9);
          balance[from]! -= flow;
          balance[to]! += flow;
        }
        for (let node = 2; node < nodes; node++) expect(balance[node]).toBeCloseTo(0, 6);
        expect(balance[1]).toBeCloseTo(smallestCut(nodes, pipes), 6);
        const side = network.reachable();
        const crossing = pipes
          .filter(({ from, to }) => side[from] === 1 && side[to] === 0)
          .reduce((sum, { capacity }) => sum + capacity, 0);
        expect(crossing).toBeCloseTo(balance[1]!, 6);
      }),
      { numRuns: 200 },
    );
  });

  it("goes on from a flow that was saved", () => {
    const network = new FlowNetwork(3, 1e-9);
    const into = network.addEdge(0, 2, 5);
    network.addEdge(2, 1, 8);
    network.fill();
    const saved = network.save();
    network.setRest(into, 10);
    network.fill();
    expect(network.flowOf(into)).toBe(8);
    network.restore(saved);
    expect(network.flowOf(into)).toBe(5);
  });
});
