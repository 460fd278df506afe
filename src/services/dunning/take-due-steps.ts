import { and, eq, sql, type SQL } from "drizzle-orm";

import type { DunningStep } from "@/core/dunning/dunning-rules";
import { MAX_INVOICE_ATTEMPTS } from "@/core/dunning/next-attempt";
import { asId, type Id } from "@/core/ids";
import { dunningCases, dunningEvents } from "@/db/schema/dunning";
import { invoices } from "@/db/schema/invoices";
import { paymentMethods, payments } from "@/db/schema/payments";
import { inTransaction } from "@/db/transaction";
import type { Ctx } from "@/services/context";
import { blockCharging } from "./block-charging";
import { closeCase, settledBy } from "./close-case";
import { planAttempt } from "./collection";
import { ownPauses } from "./pause-reasons";
import { sendLetter } from "./send-letter";
import { lockStanding, owedInAll, type Standing } from "./standing";
import { staysPaused } from "./stays-paused";
import { tryAgain } from "./try-again";
import { whenStep } from "./when-step";
import { writeEvent } from "./write-event";

const MOST = 100;
/** How soon a case is looked at again while an attempt is under way. */
const LOOK_AGAIN = { minutes: 10 } as const;

/**
 * Takes what is due in cases: another try to collect, and at most one step of the schedule for each. Two workers take a
 * case one after the other, and the second finds it done. Returns how many were looked at.
 */
export async function takeDueSteps(ctx: Ctx): Promise<number> {
  const ids = await findDueCases(ctx);
  for (const id of ids) {
    try {
      await inTransaction(ctx, (tx) => takeCase(tx, id));
    } catch (error) {
      ctx.log.error({ err: error, dunningCase: id }, "a step of dunning failed");

      await postpone(ctx, id);
    }
  }
  return ids.length;
}

async function findDueCases(ctx: Ctx): Promise<Id<"dunningCase">[]> {
  const now = sql`${ctx.clock.now().toString()}::timestamptz`;
  const rows = await ctx.db.execute<{ id: string }>(sql`
    select c.id from ${dunningCases} c
    join ${invoices} i on i.tenant_id = c.tenant_id and i.id = c.invoice_id
    where c.tenant_id = ${ctx.tenantId} and (
      (c.state = 'active' and c.next_at <= ${now})
      or (c.state = 'paused' and (c.paused_until <= ${now}
        or c.pause_reason in (select value from json_array_elements_text(${JSON.stringify(ownPauses)}::json))))
      or (c.state = 'active' and i.payment_state = 'failed' and (${hasNewFailure} or ${hasNewMethod(ctx)})))
    order by c.next_at nulls first, c.id limit ${MOST}`);
  return [...rows].map(({ id }) => asId<"dunningCase">(id));
}

/** The last attempt failed, and nobody has said yet what comes of it. */
const hasNewFailure = sql`exists (
  select 1 from (select p.id, p.state from ${payments} p where p.tenant_id = i.tenant_id and p.invoice_id = i.id
                   and p.channel = 'off_session' order by p.attempt desc limit 1) last
  where last.state in ('failed', 'canceled')
    and not exists (select 1 from ${dunningEvents} e where e.tenant_id = c.tenant_id and e.case_id = c.id
      and e.detail->>'after' = last.id::text))`;

/** There is a default method that was never tried on the invoice, after others were. */
function hasNewMethod(ctx: Ctx): SQL {
  return sql`exists (
    select 1 from ${paymentMethods} m where m.tenant_id = c.tenant_id and m.driver_id = c.driver_id
      and m.environment = ${ctx.settings.stripeEnvironment} and m.is_default and m.detached_at is null
      and (select count(*) between 1 and ${MAX_INVOICE_ATTEMPTS - 1}
             and count(*) filter (where p.payment_method_id = m.id) = 0
           from ${payments} p where p.tenant_id = i.tenant_id and p.invoice_id = i.id
             and p.channel = 'off_session'))`;
}

/** A case that cannot be taken must not keep the others waiting. */
async function postpone(ctx: Ctx, id: Id<"dunningCase">): Promise<void> {
  await ctx.db
    .update(dunningCases)
    .set({ nextAt: ctx.clock.now().add({ minutes: 30 }) })
    .where(
      and(
        eq(dunningCases.tenantId, ctx.tenantId),
        eq(dunningCases.id, id),
        eq(dunningCases.state, "active"),
      ),
    );
}

async function takeCase(ctx: Ctx, id: Id<"dunningCase">): Promise<void> {
  const standing = await lockStanding(ctx, id);
  const { row, openMinor, invoice } = standing;
  if (row.state === "closed") return;
  if (openMinor <= 0n) return closeCase(ctx, standing, settledBy(standing));
  // Another worker was first; what failed meanwhile is looked at whatever was planned.
  if (row.state === "active" && isLater(ctx, row.nextAt) && invoice.paymentState !== "failed") {
    return;
  }
  if (await staysPaused(ctx, standing)) return;
  const attempt = await planAttempt(ctx, standing);
  const isTried = await tryAgain(ctx, standing, attempt);
  if (invoice.paymentState === "collecting" || isTried) {
    // No letter while it may be paid this minute.
    return setNext(ctx, row.id, ctx.clock.now().add(LOOK_AGAIN));
  }
  const collectAt = attempt?.next.kind === "at" ? attempt.next.at : null;
  const taken = await takeStep(ctx, standing, collectAt);
  const stepAt = await whenStep(ctx, standing, row.step + (taken ? 1 : 0));
  await setNext(ctx, row.id, earliest(stepAt, collectAt), row.step + (taken ? 1 : 0));
}

/** Takes the next step of the schedule if its day has come. */
async function takeStep(
  ctx: Ctx,
  standing: Standing,
  collectAt: Temporal.Instant | null,
): Promise<boolean> {
  const { row, rules } = standing;
  const step = rules.steps[row.step];
  const at = await whenStep(ctx, standing, row.step);
  if (!step || !at || Temporal.Instant.compare(at, ctx.clock.now()) > 0) return false;
  await doStep(ctx, standing, step, collectAt);
  return true;
}

async function doStep(
  ctx: Ctx,
  standing: Standing,
  step: DunningStep,
  collectAt: Temporal.Instant | null,
): Promise<void> {
  const { row, invoice } = standing;
  switch (step.action) {
    case "reminder":
    case "collection_notice":
      return sendLetter(ctx, standing, step, collectAt);
    case "block_charging":
      return blockCharging(ctx, standing);
    case "hand_over":
      return writeEvent(ctx, row.id, {
        kind: "ready_for_hand_over",
        amountMinor: owedInAll(standing),
        currency: invoice.currency,
      });
  }
}

function isLater(ctx: Ctx, at: Temporal.Instant | null): boolean {
  return at !== null && Temporal.Instant.compare(at, ctx.clock.now()) > 0;
}

function earliest(
  one: Temporal.Instant | null,
  other: Temporal.Instant | null,
): Temporal.Instant | null {
  if (!one || !other) return one ?? other;
  return Temporal.Instant.compare(one, other) <= 0 ? one : other;
}

async function setNext(
  ctx: Ctx,
  id: Id<"dunningCase">,
  nextAt: Temporal.Instant | null,
  step?: number,
): Promise<void> {
  await ctx.db
    .update(dunningCases)
    .set({ nextAt, ...(step === undefined ? {} : { step }) })
    .where(and(eq(dunningCases.tenantId, ctx.tenantId), eq(dunningCases.id, id)));
}
