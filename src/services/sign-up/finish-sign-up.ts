import { and, eq } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { Language } from "@/core/language";
import { zoneOfCountry } from "@/core/sign-up/zone-of-country";
import { newId } from "@/db/new-id";
import { drivers } from "@/db/schema/drivers";
import { signUps } from "@/db/schema/sign-ups";
import { memberships, users } from "@/db/schema/users";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { addDriver } from "@/services/drivers/add-driver";
import type { OfferedVersion } from "@/services/plans/list-offered-versions";
import { ServiceError } from "@/services/service-error";
import { changePlan } from "@/services/subscriptions/change-plan";
import { readPortal, type Portal } from "@/services/tenants/read-portal";
import { readTermsStanding } from "@/services/terms/accept-terms";
import { createAppToken } from "@/services/tokens/create-token";
import { actingUser } from "@/services/users/acting-user";
import { askForCheck } from "@/services/vat-numbers/ask-for-check";
import { lockWallets } from "@/services/wallet/lock-wallets";
import { requireOfferedPlan } from "./offered-plan";
import { findOwnSignUp, progressOf, requireComplete, type SignUpRow } from "./sign-up-row";

/** The confirmed choice; the version is the one that was shown. */
export interface SignUpConfirmation {
  readonly planVersionId: Id<"planVersion">;
  /** What he reads in: his mails and documents will be, too. */
  readonly locale: Language;
}

/**
 * The acting person becomes a driver, all in one transaction: account, role, app token (partners are told), plan from
 * now with its subscription, wallet for a prepaid plan, a look-up of the VAT number. Pressed twice it is done once.
 * @throws ServiceError PRECONDITION (`step`: something is unanswered), CONFLICT (the plan has another version by now),
 * NOT_FOUND, UNAUTHENTICATED.
 */
export async function finishSignUp(ctx: Ctx, confirmed: SignUpConfirmation): Promise<Id<"driver">> {
  return inTransaction(ctx, async (tx) => {
    const row = await findOwnSignUp(tx, { lock: true });
    if (!row) return requireDone(tx);
    const [portal, terms] = await Promise.all([readPortal(tx), readTermsStanding(tx, "en")]);
    requireComplete(progressOf(row, terms.isAccepted));
    const plan = await requireShown(tx, row, { portal, confirmed });
    const driverId = await addAccount(tx, row, { portal, locale: confirmed.locale });
    const own = asDriver(tx, driverId);
    await createAppToken(own);
    await changePlan(own, {
      driverId,
      planVersionId: plan.planVersionId,
      when: "now",
      shownAt: null,
      deedId: newId<"subscriptionPeriod">(),
    });
    if (plan.kind === "prepaid") {
      await lockWallets(tx, [{ driverId, currency: portal.currency }]);
    }
    const { vatNumber } = row.answers;
    if (vatNumber !== undefined) await askForCheck(asSystem(tx), vatNumber);
    await close(tx, row, driverId);
    return driverId;
  });
}

/** The driver that he became before: the second press finds what the first did. */
async function requireDone(ctx: Ctx): Promise<Id<"driver">> {
  const { userId } = actingUser(ctx);
  const [row] = await ctx.db
    .select({ id: drivers.id })
    .from(drivers)
    .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.userId, userId)));
  if (!row) throw new ServiceError("NOT_FOUND", "There is no open sign-up.");
  return row.id;
}

async function requireShown(
  ctx: Ctx,
  { answers }: SignUpRow,
  { portal, confirmed }: { readonly portal: Portal; readonly confirmed: SignUpConfirmation },
): Promise<OfferedVersion> {
  const { planId } = answers;
  if (planId === undefined) throw lacking("plan");
  const plan = await requireOfferedPlan(ctx, planId as Id<"plan">, portal.currency);
  if (plan.planVersionId === confirmed.planVersionId) return plan;
  throw new ServiceError("CONFLICT", "The plan has another version by now.", { reason: "stale" });
}

async function addAccount(
  ctx: Ctx,
  row: SignUpRow,
  { portal, locale }: { readonly portal: Portal; readonly locale: Language },
): Promise<Id<"driver">> {
  const { userId } = actingUser(ctx);
  const { name, address, kind = "consumer", companyName, vatNumber = null } = row.answers;
  if (name === undefined || address === undefined) throw lacking("you");
  const id = newId<"driver">();
  const createdAt = ctx.clock.now();
  await addDriver(ctx, {
    id,
    userId,
    name: companyName ?? name,
    email: row.email,
    locale,
    timeZone: zoneOfCountry(address.country) ?? portal.timeZone,
    kind,
    vatNumber,
    address,
    currency: portal.currency,
    createdAt,
  });
  const { tenantId } = ctx;
  // Who is a member of somebody's account has the role already.
  await ctx.db
    .insert(memberships)
    .values({ tenantId, userId, role: "driver", createdAt })
    .onConflictDoNothing();
  await ctx.db.update(users).set({ name, locale }).where(eq(users.id, userId));
  return id;
}

async function close(ctx: Ctx, row: SignUpRow, driverId: Id<"driver">): Promise<void> {
  const endedAt = ctx.clock.now();
  const { userId } = actingUser(ctx);
  // What was answered is the driver's now: nothing personal is kept twice.
  await ctx.db
    .update(signUps)
    .set({ state: "done", answers: {}, driverId, userId, updatedAt: endedAt, endedAt })
    .where(and(eq(signUps.tenantId, ctx.tenantId), eq(signUps.id, row.id)));
  await writeAudit(ctx, {
    action: "sign_up.done",
    subjectType: "driver",
    subjectId: driverId,
    detail: { signUpId: row.id },
  });
}

function asDriver(ctx: Ctx, driverId: Id<"driver">): Ctx {
  const { actor } = ctx;
  if (actor.kind !== "user") return ctx;
  return { ...ctx, actor: { ...actor, roles: ["driver"], driverId } };
}

function asSystem(ctx: Ctx): Ctx {
  return { ...ctx, actor: { kind: "system", name: "sign-up" } };
}

function lacking(step: string): ServiceError {
  return new ServiceError("PRECONDITION", "Something is still to be answered.", { step });
}
