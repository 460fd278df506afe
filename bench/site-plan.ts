import { invariant } from "@/core/invariant";
import { planSite } from "@/core/smart-charging/site-plan/plan-site";
import { loadHighsSolve } from "@/solver/highs-solve";
import { problemOf } from "./site-plan/problems";

// How long one plan of a site takes, by the number of its sessions, for 96 slots of 15 minutes. Each run is another
// day at the site, so that the slowest of them says something too. In one thread, as the worker plans. Processor time
// is the steadier figure on a machine that does other things meanwhile.

const SIZES = [
  { sessions: 10, runs: 100 },
  { sessions: 50, runs: 60 },
  { sessions: 200, runs: 40 },
  { sessions: 1000, runs: 15 },
];

// Runs that are not counted: a worker plans all day.
const WARM_UP = 5;

/** What one plan took, ms. */
interface Took {
  readonly wall: number;
  readonly cpu: number;
}

const solve = await loadHighsSolve();
let programs = 0;
let before: { readonly sessions: number; readonly p50: number } | null = null;
console.log("| sessions | runs | programs |  p50 | p99 | CPU p50 | CPU p99 | growth |");
console.log("| --: | --: | --: | --: | --: | --: | --: | --: |");
for (const { sessions, runs } of SIZES) {
  for (let run = 0; run < WARM_UP; run += 1) planOnce(sessions, -run - 1);
  programs = 0;
  const took = Array.from({ length: runs }, (_, run) => planOnce(sessions, run + 1));
  const wall = sorted(took.map((one) => one.wall));
  const cpu = sorted(took.map((one) => one.cpu));
  const p50 = at(cpu, 0.5);
  const cells = [
    sessions,
    runs,
    (programs / runs).toFixed(1),
    ms(at(wall, 0.5)),
    ms(at(wall, 0.99)),
    ms(p50),
    ms(at(cpu, 0.99)),
    before === null
      ? ""
      : (Math.log(p50 / before.p50) / Math.log(sessions / before.sessions)).toFixed(2),
  ];
  console.log(`| ${cells.join(" | ")} |`);
  before = { sessions, p50 };
}
console.log(
  "\nprograms: linear programs for each plan. growth: the exponent of CPU p50 from the size before; 1 is in proportion.",
);

function planOnce(sessions: number, seed: number): Took {
  const problem = problemOf(sessions, seed);
  const start = performance.now();
  const cpuStart = process.cpuUsage();
  const plan = planSite(problem, (program) => {
    programs += 1;
    return solve(program);
  });
  const { user, system } = process.cpuUsage(cpuStart);
  invariant(plan.sessions.length === sessions, "a session is missing");
  return { wall: performance.now() - start, cpu: (user + system) / 1000 };
}

function sorted(values: readonly number[]): number[] {
  return values.toSorted((a, b) => a - b);
}

function at(ascending: readonly number[], share: number): number {
  return ascending[Math.min(ascending.length - 1, Math.ceil(ascending.length * share) - 1)] ?? 0;
}

function ms(value: number): string {
  return `${value.toFixed(value < 100 ? 1 : 0)} ms`;
}
