import { redirect } from "next/navigation";
import { getLocale } from "next-intl/server";
import { isStepOpen, type SignUpStep } from "@/core/sign-up/sign-up-steps";
import type { RouterOutputs } from "@/trpc/outputs";
import { newcomerApi } from "@/trpc/server";

/** A sign-up as its pages see it. */
export type SignUp = RouterOutputs["welcome"]["read"];

/** The newcomer's sign-up, for a step. Where something before it is open, he is shown to that. */
export async function openStep(step: SignUpStep): Promise<SignUp> {
  const [asked, locale] = await Promise.all([newcomerApi(), getLocale()]);
  const signUp = await asked.welcome.read({ locale });
  const progress = { ...signUp.answers, hasAcceptedTerms: signUp.terms.isAccepted };
  if (!isStepOpen(step, progress)) redirect(`/welcome/${signUp.next ?? "plan"}`);
  return signUp;
}
