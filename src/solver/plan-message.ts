import type { SitePlan, SiteProblem } from "@/core/smart-charging/site-plan/site-problem";

/** What `openSolver` asks of its thread. */
export interface PlanRequest {
  readonly id: number;
  readonly problem: SiteProblem;
}

/** What the thread answers. */
export type PlanAnswer =
  | { readonly id: number; readonly ok: true; readonly plan: SitePlan }
  | { readonly id: number; readonly ok: false; readonly message: string };
