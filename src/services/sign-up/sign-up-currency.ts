import { currencyOfCountry } from "@/core/sign-up/currency-of-country";
import type { SignUpAnswers } from "@/db/schema/sign-ups";
import type { Ctx } from "@/services/context";
import type { Portal } from "@/services/tenants/read-portal";
import { findFormerAccount } from "./former-account";
import { listSignUpPlans } from "./offered-plan";

/**
 * What a newcomer is billed in, and why.
 * - `account`: the account that he comes back to has it.
 * - `country`: his country pays in it, and plans are sold in it.
 * - `house`: the tenant's own; no plan is sold in his country's.
 */
export interface SignUpCurrency {
  readonly currency: string;
  readonly why: "account" | "country" | "house";
}

/** The currency of the acting newcomer's bills, by what he has answered so far. */
export async function signUpCurrency(
  ctx: Ctx,
  { address }: SignUpAnswers,
  portal: Portal,
): Promise<SignUpCurrency> {
  const former = await findFormerAccount(ctx);
  if (former) return { currency: former.currency, why: "account" };
  const { currency } = portal;
  const local = currencyOfCountry(address?.country ?? portal.countries[0] ?? "") ?? currency;
  if (local === currency) return { currency, why: "country" };
  const plans = await listSignUpPlans(ctx, local);
  return plans.length > 0 ? { currency: local, why: "country" } : { currency, why: "house" };
}
