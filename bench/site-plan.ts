import { invariant } from "@/core/invariant";
import { planSite } from "@/core/smart-charging/site-plan/plan-site";
import { loadHighsSolve } from "@/solver/highs-solve";
import { problemOf } from "./site-plan/problems";

// How long one plan of a site takes, by the number of its sessions, for 96 slots of 15 minutes. Each run is another
// day at the site, so that the slowest of them says something too. In one thread, as the worker plans.

const SIZES = [
  { sessions: 10, runs: 100 },
  { sessions: 50, runs: 60 },
  { sessions: 200, runs: 30 },
  { sessions: 1000, runs: 10 },
];

const solve = await loadHighsSolve();
let programs = 0;
let before: { readonly sessions: number; readonly p50: number } | null = null;
console.log("| sessions | runs | programs |      p50 |      p99 | CPU, mean | growth |");
console.log("| -------: | ---: | -------: | -------: | -------: | --------: | -----: |");
for (const { sessions, runs } of SIZES) {
  planOnce(sessions, 0);
  programs = 0;
  const cpu = process.cpuUsage();
  const times = Array.from({ length: runs }, (_, run) => planOnce(sessions, run + 1));
  const { user, system } = process.cpuUsage(cpu);
  const sorted = times.toSorted((a, b) => a - b);
  const p50 = at(sorted, 0.5);
  const growth =
    before === null
      ? ""
      : (Math.log(p50 / before.p50) / Math.log(sessions / before.sessions)).toFixed(2);
  const cells = [
    String(sessions).padStart(8),
    String(runs).padStart(4),
    (programs / runs).toFixed(1).padStart(8),
    `${p50.toFixed(1)} ms`.padStart(8),
    `${at(sorted, 0.99).toFixed(1)} ms`.padStart(8),
    `${((user + system) / 1000 / runs).toFixed(1)} ms`.padStart(9),
    growth.padStart(6),
  ];
  console.log(`| ${cells.join(" | ")} |`);
  before = { sessions, p50 };
}
console.log("\ngrowth: the exponent from the size before; 1 is in proportion to the sessions.");

function planOnce(sessions: number, seed: number): number {
  const problem = problemOf(sessions, seed);
  const start = performance.now();
  const plan = planSite(problem, (program) => {
    programs += 1;
    return solve(program);
  });
  const took = performance.now() - start;
  invariant(plan.sessions.length === sessions, "a session is missing");
  return took;
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
