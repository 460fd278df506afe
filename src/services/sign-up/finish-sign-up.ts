import { and, eq, isNull } from "drizzle-orm";
import type { Id } from "@/core/ids";
import type { Language } from "@/core/language";
import { zoneOfCountry } from "@/core/sign-up/zone-of-country";
import { newId } from "@/db/new-id";
import { drivers, tokens } from "@/db/schema/drivers";
import { signUps } from "@/db/schema/sign-ups";
import { memberships, users } from "@/db/schema/users";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/services/audit/write-audit";
import type { Ctx } from "@/services/context";
import { addDriver } from "@/services/drivers/add-driver";
import type { OfferedVersion } from "@/services/plans/list-offered-versions";
import { ServiceError } from "@/services/service-error";
import { writeNotification } from "@/services/notifications/write-notification";
import { confirmPlan } from "@/services/plans/confirm-plan";
import { findPlanInForce } from "@/services/plans/find-plan-in-force";
import { changePlan } from "@/services/subscriptions/change-plan";
import { readPortal, type Portal } from "@/services/tenants/read-portal";
import { readTermsStanding } from "@/services/terms/accept-terms";
import { createAppToken } from "@/services/tokens/create-app-token";
import { actingUser } from "@/services/users/acting-user";
import { askForCheck } from "@/services/vat-numbers/ask-for-check";
import { lockWallets } from "@/services/wallet/lock-wallets";
import { findFormerAccount, type FormerAccount } from "./former-account";
import { requireOfferedPlan } from "./offered-plan";
import { requireMayOpen } from "./opening-standing";
import { signUpCurrency } from "./sign-up-currency";
import { findOwnSignUp, progressOf, requireComplete, type SignUpRow } from "./sign-up-row";

/** The confirmed choice; the version is the one that was shown. */
export interface SignUpConfirmation {
  readonly planVersionId: Id<"planVersion">;
  /** What he reads in: his mails and documents will be, too. */
  readonly locale: Language;
}

/**
 * The acting person becomes a driver, all in one transaction: account, role, app token (partners are told), plan from
 * now with its subscription, wallet for a prepaid plan, a look-up of the VAT number. Who had an account comes back to it.
 * Pressed twice it is done once.
 * @throws ServiceError PRECONDITION (`step`: something is unanswered; `reason`: as `changePlan`), CONFLICT (`reason`:
 * the plan has another version by now, or who he is may open none), NOT_FOUND, UNAUTHENTICATED.
 */
export async function finishSignUp(ctx: Ctx, confirmed: SignUpConfirmation): Promise<Id<"driver">> {
  return inTransaction(ctx, async (tx) => {
    const row = await findOwnSignUp(tx, { lock: true });
    if (!row) return requireDone(tx);
    const [portal, terms] = await Promise.all([readPortal(tx), readTermsStanding(tx, "en")]);
    requireComplete(progressOf(row, terms.isAccepted));
    await requireMayOpen(tx, row.email);
    const former = await findFormerAccount(tx);
    const { currency } = await signUpCurrency(tx, row.answers, portal);
    const plan = await requireShown(tx, row, { currency, confirmed });
    const account = accountOf(row, { portal, currency, locale: confirmed.locale });
    const driverId = former
      ? await reopenAccount(tx, former, account)
      : await openAccount(tx, account);
    await letIn(tx, row, confirmed.locale);
    const own = asDriver(tx, driverId);
    if (!(await hasApp(own, driverId))) await createAppToken(own);
    await takePlan(own, driverId, plan);
    if (plan.kind === "prepaid") await lockWallets(tx, [{ driverId, currency }]);
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
  { currency, confirmed }: { readonly currency: string; readonly confirmed: SignUpConfirmation },
): Promise<OfferedVersion> {
  const { planId } = answers;
  if (planId === undefined) throw lacking("plan");
  const plan = await requireOfferedPlan(ctx, planId as Id<"plan">, currency);
  if (plan.planVersionId === confirmed.planVersionId) return plan;
  throw new ServiceError("CONFLICT", "The plan has another version by now.", { reason: "stale" });
}

interface AccountFacts {
  readonly portal: Portal;
  readonly currency: string;
  readonly locale: Language;
}

function accountOf({ email, answers }: SignUpRow, { portal, currency, locale }: AccountFacts) {
  const { name, address, kind = "consumer", companyName, vatNumber = null } = answers;
  if (name === undefined || address === undefined) throw lacking("you");
  const timeZone = zoneOfCountry(address.country) ?? portal.timeZone;
  const own = { name: companyName ?? name, email, locale, timeZone };
  return { ...own, kind, vatNumber, address, currency };
}

async function openAccount(ctx: Ctx, account: ReturnType<typeof accountOf>): Promise<Id<"driver">> {
  const { userId } = actingUser(ctx);
  const id = newId<"driver">();
  await addDriver(ctx, { id, userId, ...account, createdAt: ctx.clock.now() });
  return id;
}

/** He comes back under his number: books and documents of before are his to read. What blocked him still does. */
async function reopenAccount(
  ctx: Ctx,
  former: FormerAccount,
  account: ReturnType<typeof accountOf>,
): Promise<Id<"driver">> {
  const state = former.state === "closed" ? "active" : former.state;
  await ctx.db
    .update(drivers)
    .set({ ...account, state })
    .where(and(eq(drivers.tenantId, ctx.tenantId), eq(drivers.id, former.id)));
  await writeAudit(ctx, {
    action: "driver.reopen",
    subjectType: "driver",
    subjectId: former.id,
    detail: { stateBefore: former.state },
  });
  return former.id;
}

async function letIn(ctx: Ctx, { answers }: SignUpRow, locale: Language): Promise<void> {
  const { tenantId } = ctx;
  const { userId } = actingUser(ctx);
  const createdAt = ctx.clock.now();
  // Who is a member of somebody's account has the role already.
  await ctx.db
    .insert(memberships)
    .values({ tenantId, userId, role: "driver", createdAt })
    .onConflictDoNothing();
  await ctx.db
    .update(users)
    .set({ name: answers.name ?? null, locale })
    .where(eq(users.id, userId));
}

/** Whether somebody who comes back can start from the app as it is. */
async function hasApp(ctx: Ctx, driverId: Id<"driver">): Promise<boolean> {
  const [token] = await ctx.db
    .select({ id: tokens.id })
    .from(tokens)
    .where(
      and(
        eq(tokens.tenantId, ctx.tenantId),
        eq(tokens.driverId, driverId),
        eq(tokens.type, "APP_USER"),
        eq(tokens.valid, true),
        isNull(tokens.memberId),
      ),
    )
    .limit(1);
  return token !== undefined;
}

/** Puts him on the plan from now. Who comes back may be on it still: then it is confirmed, and stays. */
async function takePlan(own: Ctx, driverId: Id<"driver">, plan: OfferedVersion): Promise<void> {
  const { planVersionId } = plan;
  const now = own.clock.now();
  if ((await findPlanInForce(own, driverId, now))?.planVersionId === planVersionId) {
    const notice = await confirmPlan(own, driverId, { version: plan, at: now, now, mayTry: false });
    if (notice) await writeNotification(own, notice);
    return;
  }
  const deedId = newId<"subscriptionPeriod">();
  await changePlan(own, { driverId, planVersionId, when: "now", shownAt: null, deedId });
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
