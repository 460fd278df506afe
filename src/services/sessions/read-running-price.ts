import { idleAhead, type IdleAhead } from "@/core/rating/idle-ahead";
import { type LiveCharge, projectCharge } from "@/core/rating/project-charge";
import type { Ctx } from "@/services/context";
import { readSessionTerms, type RunningSession } from "./read-session-terms";

/** What of a projection is asked for: when the driver leaves, and what he wants until then. */
export interface LeavingPlan {
  readonly leaveAt: Temporal.Instant | null;
  /** 10⁻⁶ kWh from some moment on; null: it charges until he leaves. */
  readonly wanted: { readonly energy: bigint; readonly since: Temporal.Instant } | null;
}

/** A running charge's price, and the idle fee that comes of how it goes. */
export interface RunningPrice extends LiveCharge {
  readonly ahead: IdleAhead | null;
  /** Whose prices these are: the plan's own, or the operator's with what the plan adds. */
  readonly pricedBy: "plan" | "operator";
}

const STAYING: LeavingPlan = { leaveAt: null, wanted: null };

/**
 * What a running session has come to, VAT included, and what it will: the driver's own plan applied to the
 * readings that its CPO has sent, split where the price changes. Null where it cannot be known yet (nothing
 * read, no such tariff, no VAT rate). The bill comes from the CDR, never from this.
 */
export async function readRunningPrice(
  ctx: Ctx,
  session: RunningSession,
  leaving = STAYING,
): Promise<RunningPrice | null> {
  const terms = await readSessionTerms(ctx, session);
  if (terms === null) return null;
  const { core, timeZone } = session;
  const now = ctx.clock.now();
  const input = { session: core, terms, timeZone, now, ...leaving };
  const live = projectCharge(input);
  if (!live.ok) return null;
  const pricedBy = terms.markup === null ? "plan" : "operator";
  return { ...live.value, ahead: idleAhead(input), pricedBy };
}
