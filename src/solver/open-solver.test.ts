import { Worker } from "node:worker_threads";
import { afterEach, describe, expect, it } from "vitest";
import { planSite } from "@/core/smart-charging/site-plan/plan-site";
import type { SiteProblem } from "@/core/smart-charging/site-plan/site-problem";
import { aCar, aNode, aSite, flat } from "@/testing/builders/site-problem";
import { loadHighsSolve } from "./highs-solve";
import { openSolver, type Solver } from "./open-solver";

let solver: Solver | null = null;
afterEach(async () => {
  await solver?.close();
  solver = null;
});

function shared(needWh: number): SiteProblem {
  return aSite({
    slots: 4,
    nodes: [aNode(4, { limitW: flat(4, 11_040) })],
    sessions: [aCar({ id: "a", needWh }), aCar({ id: "b", needWh })],
  });
}

/** A thread of JavaScript text instead of the real one. */
function threadOf(text: string): () => Worker {
  return () => new Worker(text, { eval: true });
}

describe("openSolver", () => {
  it("plans in its thread what the planner plans here, several requests one after another", async () => {
    solver = openSolver();
    const here = await loadHighsSolve();
    const sites = [shared(20_000), shared(30_000), shared(5000)];
    const plans = await Promise.all(sites.map((site) => solver!.plan(site)));
    expect(plans).toEqual(sites.map((site) => planSite(site, here)));
  });

  it("refuses a problem that is none, and names the fault", async () => {
    solver = openSolver();
    const broken = aSite({ slots: 4, sessions: [aCar({ id: "a", nodeId: "nowhere" })] });
    await expect(solver.plan(broken)).rejects.toMatchObject({
      code: "invalid",
      message: "The site can't be planned: unknown-node at a, nodeId.",
    });
  });

  it("gives up a plan that takes too long and still makes the next", async () => {
    const busy = `require("node:worker_threads").parentPort.on("message", ({ id, problem }) => {
      if (problem.sessions.length > 0) for (;;) {}
      require("node:worker_threads").parentPort.postMessage({ id, ok: true, plan: "made" });
    });`;
    solver = openSolver({ seconds: 0.3, start: threadOf(busy) });
    const stuck = solver.plan(shared(1000));
    const next = solver.plan(aSite({ slots: 1 }));
    await expect(stuck).rejects.toMatchObject({ code: "timeout" });
    await expect(next).resolves.toBe("made");
  });

  it("loses only the plan that kills the thread", async () => {
    const dying = `require("node:worker_threads").parentPort.on("message", ({ id, problem }) => {
      if (problem.sessions.length > 0) throw new Error("out of memory");
      require("node:worker_threads").parentPort.postMessage({ id, ok: true, plan: "made" });
    });`;
    solver = openSolver({ start: threadOf(dying) });
    const before = solver.plan(aSite({ slots: 1 }));
    const killer = solver.plan(shared(1000));
    const after = solver.plan(aSite({ slots: 1 }));
    await expect(before).resolves.toBe("made");
    await expect(killer).rejects.toMatchObject({ code: "crashed" });
    await expect(after).resolves.toBe("made");
  });

  it("starts a new thread after a plan that failed without killing it", async () => {
    const failing = `let count = 0;
    require("node:worker_threads").parentPort.on("message", ({ id, problem }) => {
      count++;
      const ok = problem.sessions.length === 0;
      require("node:worker_threads").parentPort.postMessage({ id, ok, plan: count, message: "no" });
    });`;
    solver = openSolver({ start: threadOf(failing) });
    await expect(solver.plan(aSite({ slots: 1 }))).resolves.toBe(1);
    await expect(solver.plan(shared(1000))).rejects.toMatchObject({ code: "crashed" });
    await expect(solver.plan(aSite({ slots: 1 }))).resolves.toBe(1);
  });

  it("refuses what waits when it is closed, and everything after", async () => {
    const silent = `require("node:worker_threads").parentPort.on("message", () => {});`;
    const closing = openSolver({ start: threadOf(silent) });
    const running = closing.plan(shared(1000));
    const waiting = closing.plan(shared(1000));
    const both = Promise.allSettled([running, waiting]);
    await closing.close();
    expect(await both).toMatchObject([
      { status: "rejected", reason: { code: "closed" } },
      { status: "rejected", reason: { code: "closed" } },
    ]);
    await expect(closing.plan(shared(1000))).rejects.toMatchObject({ code: "closed" });
  });
});
