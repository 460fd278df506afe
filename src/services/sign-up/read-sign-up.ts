import { eq } from "drizzle-orm";
import { nextSignUpStep, type SignUpStep } from "@/core/sign-up/sign-up-steps";
import type { Language } from "@/core/language";
import type { SignUpAnswers } from "@/db/schema/sign-ups";
import { users } from "@/db/schema/users";
import { actingUser } from "@/services/users/acting-user";
import type { Ctx } from "@/services/context";
import { readPortal } from "@/services/tenants/read-portal";
import { readTermsStanding, type TermsStanding } from "@/services/terms/accept-terms";
import { signUpCurrency, type SignUpCurrency } from "./sign-up-currency";
import { ownSignUp } from "./sign-up-row";

/** How far a sign-up is: what was answered, and what is still asked. */
export interface SignUpView {
  readonly email: string;
  readonly answers: SignUpAnswers;
  /** As an identity provider told it; null where none did. */
  readonly knownName: string | null;
  readonly terms: TermsStanding;
  /** Where it goes on; null: all is answered, and it only has to be finished. */
  readonly next: SignUpStep | null;
  /** Whose residents may sign up. */
  readonly countries: readonly string[];
  /** What he would be billed in. */
  readonly currency: SignUpCurrency;
  readonly legalName: string;
}

/** The acting person's open sign-up, to go on with it. @throws ServiceError NOT_FOUND, UNAUTHENTICATED. */
export async function readSignUp(ctx: Ctx, locale: Language): Promise<SignUpView> {
  const { userId } = actingUser(ctx);
  const [row, portal, terms, [user]] = await Promise.all([
    ownSignUp(ctx, { lock: false }),
    readPortal(ctx),
    readTermsStanding(ctx, locale),
    ctx.db.select({ name: users.name }).from(users).where(eq(users.id, userId)),
  ]);
  const { email, answers } = row;
  const { countries, legalName } = portal;
  const currency = await signUpCurrency(ctx, answers, portal);
  const next = nextSignUpStep({ ...answers, hasAcceptedTerms: terms.isAccepted });
  const knownName = user?.name ?? null;
  return { email, answers, knownName, terms, next, countries, currency, legalName };
}
