import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { checkProblem } from "@/core/smart-charging/site-plan/check-problem";
import type { SitePlan, SiteProblem } from "@/core/smart-charging/site-plan/site-problem";
import type { PlanAnswer, PlanRequest } from "./plan-message";

/**
 * Why there is no plan. invalid: the problem is none (`checkProblem`). timeout: it took longer than allowed. crashed:
 * the thread died of it (memory, a bug). closed: the solver was closed first.
 */
export class SolverError extends Error {
  override readonly name = "SolverError";
  readonly code: "invalid" | "timeout" | "crashed" | "closed";

  constructor(code: SolverError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

/** Plans sites beside the event loop. */
export interface Solver {
  /** The plan of a site; plans are made one after another. Rejects with `SolverError`. */
  readonly plan: (problem: SiteProblem) => Promise<SitePlan>;
  /** Ends the thread. Plans under way or waiting are refused with "closed". */
  readonly close: () => Promise<void>;
}

interface Job {
  readonly problem: SiteProblem;
  readonly resolve: (plan: SitePlan) => void;
  readonly reject: (error: SolverError) => void;
}

interface Running extends Job {
  readonly id: number;
  readonly timer: NodeJS.Timeout;
}

/** Starts the thread's program: beside this file when built, else the source with the loader for it. */
function startThread(): Worker {
  const isSource = import.meta.url.endsWith(".ts");
  const limits = { resourceLimits: { maxOldGenerationSizeMb: 1024 } };
  if (!isSource) return new Worker(new URL("./plan-thread.js", import.meta.url), limits);
  const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx"));
  const program = new URL("./plan-thread-main.ts", import.meta.url);
  return new Worker(program, { ...limits, execArgv: ["--import", loader.href] });
}

/** The queue, the one thread, and what it is busy with. */
class ThreadedSolver {
  readonly #seconds: number;
  readonly #start: () => Worker;
  readonly #waiting: Job[] = [];
  #thread: Worker | null = null;
  #running: Running | null = null;
  #count = 0;
  #isClosed = false;

  constructor(seconds: number, start: () => Worker) {
    this.#seconds = seconds;
    this.#start = start;
  }

  plan(problem: SiteProblem): Promise<SitePlan> {
    const checked = checkProblem(problem);
    if (!checked.ok) {
      const [first] = checked.reason;
      const where = first === undefined ? "" : `: ${first.code} at ${first.at}, ${first.field}`;
      return Promise.reject(new SolverError("invalid", `The site can't be planned${where}.`));
    }
    if (this.#isClosed) return Promise.reject(new SolverError("closed", "The solver is closed."));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ problem, resolve, reject });
      this.#next();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const error = new SolverError("closed", "The solver was closed.");
    for (const job of this.#waiting.splice(0)) job.reject(error);
    this.#refuse(error);
    await this.#drop();
  }

  #next(): void {
    if (this.#running !== null || this.#isClosed) return;
    const job = this.#waiting.shift();
    if (job === undefined) {
      // An idle thread keeps nobody's program from ending.
      this.#thread?.unref();
      return;
    }
    const thread = this.#thread ?? this.#open();
    thread.ref();
    const id = ++this.#count;
    const timer = setTimeout(() => {
      this.#lose(thread, new SolverError("timeout", `No plan within ${this.#seconds} s.`));
    }, this.#seconds * 1000);
    this.#running = { ...job, id, timer };
    thread.postMessage({ id, problem: job.problem } satisfies PlanRequest, []);
  }

  #open(): Worker {
    const thread = this.#start();
    thread.on("message", (answer: PlanAnswer) => this.#receive(answer));
    thread.on("error", (error: Error) => {
      this.#lose(
        thread,
        new SolverError("crashed", `The planning thread failed: ${error.message}`),
      );
    });
    thread.on("exit", () => {
      this.#lose(thread, new SolverError("crashed", "The planning thread ended."));
    });
    this.#thread = thread;
    return thread;
  }

  #receive(answer: PlanAnswer): void {
    const running = this.#running;
    if (running === null || running.id !== answer.id) return;
    if (!answer.ok) {
      const thread = this.#thread;
      if (thread !== null) this.#lose(thread, new SolverError("crashed", answer.message));
      return;
    }
    clearTimeout(running.timer);
    this.#running = null;
    running.resolve(answer.plan);
    this.#next();
  }

  /** Gives up a thread and what it was busy with. The next in the queue gets a new one. */
  #lose(thread: Worker, error: SolverError): void {
    if (this.#thread !== thread) return;
    this.#refuse(error);
    void this.#drop();
    this.#next();
  }

  #refuse(error: SolverError): void {
    if (this.#running === null) return;
    clearTimeout(this.#running.timer);
    this.#running.reject(error);
    this.#running = null;
  }

  async #drop(): Promise<void> {
    const thread = this.#thread;
    this.#thread = null;
    await thread?.terminate();
  }
}

/**
 * Opens a solver: `planSite` with HiGHS in one worker thread, started with the first plan and started anew after a plan
 * that took more than `seconds` or killed it, so that a bad plan costs itself only.
 */
export function openSolver(
  options: { readonly seconds?: number; readonly start?: () => Worker } = {},
): Solver {
  const solver = new ThreadedSolver(options.seconds ?? 20, options.start ?? startThread);
  return { plan: (problem) => solver.plan(problem), close: () => solver.close() };
}
