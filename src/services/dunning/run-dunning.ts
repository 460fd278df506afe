import type { Ctx } from "@/services/context";
import { closeSettledCases } from "./close-case";
import { openDueCases } from "./open-due-cases";
import { takeDueSteps } from "./take-due-steps";

/**
 * One round of dunning: what was paid closes first, so that nobody is reminded of what he paid; then what fell due is
 * opened, then what is due is done. By the clock of `ctx`; after a pause of the worker each case takes one step.
 */
export async function runDunning(ctx: Ctx): Promise<void> {
  await closeSettledCases(ctx);
  await openDueCases(ctx);
  await takeDueSteps(ctx);
}
