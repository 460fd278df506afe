import { parentPort } from "node:worker_threads";
import { planSite } from "@/core/smart-charging/site-plan/plan-site";
import { loadHighsSolve } from "./highs-solve";
import type { PlanAnswer, PlanRequest } from "./plan-message";

// The thread that `openSolver` starts: plans one site after another, and tells of each what came of it.
const port = parentPort;
if (port === null) throw new Error("plan-thread runs as a thread of openSolver.");

const solve = await loadHighsSolve();

port.on("message", ({ id, problem }: PlanRequest) => {
  let answer: PlanAnswer;
  try {
    answer = { id, ok: true, plan: planSite(problem, solve) };
  } catch (error) {
    answer = { id, ok: false, message: error instanceof Error ? error.message : String(error) };
  }
  // After a failure the other side ends this thread: WebAssembly's memory may not be whole any more.
  port.postMessage(answer);
});
