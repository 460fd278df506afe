/** What a newcomer is asked for, in this order; each step has an address of its own. */
export const signUpSteps = ["you", "invoice", "terms", "plan"] as const;
export type SignUpStep = (typeof signUpSteps)[number];

/** What is known so far. Nothing of it is a contract yet. */
export interface SignUpProgress {
  readonly name?: string;
  readonly address?: unknown;
  readonly kind?: "consumer" | "business";
  readonly planId?: string;
  /** He agreed to the terms that are in force. */
  readonly hasAcceptedTerms: boolean;
}

/** Whether a step has what it asks for. */
function isStepDone(step: SignUpStep, progress: SignUpProgress): boolean {
  if (step === "you") return progress.name !== undefined;
  if (step === "invoice") return progress.address !== undefined && progress.kind !== undefined;
  if (step === "terms") return progress.hasAcceptedTerms;
  return progress.planId !== undefined;
}

/** The first step that still asks for something: where somebody who comes back goes on. Null: all is there. */
export function nextSignUpStep(progress: SignUpProgress): SignUpStep | null {
  return signUpSteps.find((step) => !isStepDone(step, progress)) ?? null;
}

/** Whether a step may be opened: what comes before it is done, so that no question stands without its ground. */
export function isStepOpen(step: SignUpStep, progress: SignUpProgress): boolean {
  return signUpSteps
    .slice(0, signUpSteps.indexOf(step))
    .every((before) => isStepDone(before, progress));
}
