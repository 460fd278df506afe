import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import { isStepOpen, type SignUpStep } from "@/core/sign-up/sign-up-steps";
import { signUps, type SignUpAnswers } from "@/db/schema/sign-ups";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { readBillTo, readName, type BillToInput } from "@/services/drivers/bill-to";
import { ServiceError } from "@/services/service-error";
import { readPortal } from "@/services/tenants/read-portal";
import { readTermsStanding } from "@/services/terms/accept-terms";
import { actingUser } from "@/services/users/acting-user";
import { isExampleUse, type ExampleUse } from "@/core/plans/example-month";
import { requireOfferedPlan } from "./offered-plan";
import { signUpCurrency } from "./sign-up-currency";
import { ownSignUp, progressOf } from "./sign-up-row";

/** The acting person says who he is. @throws ServiceError INVALID, NOT_FOUND. */
export async function saveName(ctx: Ctx, input: { readonly name: string }): Promise<void> {
  const name = readName(input.name);
  await keep(ctx, "you", (answers) => ({ ...answers, name }));
}

/**
 * He says where bills go and to whom: himself, or a company.
 * @throws ServiceError INVALID naming the field, NOT_FOUND, PRECONDITION (a step before it is open).
 */
export async function saveBillTo(ctx: Ctx, input: BillToInput): Promise<void> {
  const { countries } = await readPortal(ctx);
  const { address, kind, companyName, vatNumber } = readBillTo(input, countries);
  await keep(ctx, "invoice", ({ companyName: _c, vatNumber: _v, ...answers }) => ({
    ...answers,
    address,
    kind,
    ...(companyName !== null && { companyName }),
    ...(vatNumber !== null && { vatNumber }),
  }));
}

/** He chose a plan, and the use that he compared by. @throws ServiceError as `saveBillTo`. */
export async function savePlanChoice(
  ctx: Ctx,
  { planId, use }: { readonly planId: Id<"plan">; readonly use: ExampleUse },
): Promise<void> {
  if (!isExampleUse(use)) {
    throw new ServiceError("INVALID", "That is no use of a car.", { field: "use" });
  }
  const [signUp, portal] = await Promise.all([ownSignUp(ctx, { lock: false }), readPortal(ctx)]);
  const { currency } = await signUpCurrency(ctx, signUp.answers, portal);
  await requireOfferedPlan(ctx, planId, currency);
  await keep(ctx, "plan", (answers) => ({ ...answers, planId, use }));
}

async function keep(
  ctx: Ctx,
  step: SignUpStep,
  change: (answers: SignUpAnswers) => SignUpAnswers,
): Promise<void> {
  const { userId } = actingUser(ctx);
  await inTransaction(ctx, async (tx) => {
    const row = await ownSignUp(tx, { lock: true });
    const { isAccepted } = await readTermsStanding(tx, "en");
    if (!isStepOpen(step, progressOf(row, isAccepted))) {
      throw new ServiceError("PRECONDITION", "Something before this is still to be answered.");
    }
    await tx.db
      .update(signUps)
      .set({ answers: change(row.answers), userId, updatedAt: tx.clock.now() })
      .where(and(eq(signUps.tenantId, tx.tenantId), eq(signUps.id, row.id)));
  });
}
