import type { TellKind } from "@/core/session-watch/decide-watch";
import type { Ctx } from "@/services/context";
import type { NewNotification } from "@/services/notifications/write-notification";
import type { Watched } from "./read-watched";

/**
 * What became of a cap that was reached: nothing was to be stopped, it was asked to be, could not be, or the operator said
 * that it stops and the car charges on.
 */
export type CapOutcome = "told" | "stopping" | "refused" | "ignored";

/**
 * The notice of one thing that a watched session has come to. One browser shows the newest of a session: the later take
 * the place of the earlier.
 */
export function sessionNotice(
  ctx: Ctx,
  watched: Watched,
  told: { readonly kind: TellKind; readonly outcome?: CapOutcome },
): NewNotification {
  const { session, person, place, operator, timeZone } = watched;
  const [kind, key, more] = factsOf(ctx, watched, told);
  return {
    key: `${key}:${session.id}`,
    kind,
    email: person.email,
    locale: person.locale,
    payload: {
      name: person.name,
      place,
      operator,
      timeZone,
      tag: session.id,
      url: `${ctx.settings.baseUrl}/sessions/${session.id}`,
      ...more,
    },
  };
}

function factsOf(
  ctx: Ctx,
  watched: Watched,
  { kind, outcome = "told" }: { readonly kind: TellKind; readonly outcome?: CapOutcome },
): [NewNotification["kind"], string, Record<string, string>] {
  const { session } = watched;
  switch (kind) {
    case "start":
      return ["charge_started", "charge_started", { at: session.startedAt.toString() }];
    case "end":
      return ["charge_ended", "charge_ended", endOf(watched)];
    case "idleNear":
      return ["idle_fee_near", "idle_fee_near", idleOf(ctx, watched, "near")];
    case "idleRuns":
      return ["idle_fee_near", "idle_fee_runs", idleOf(ctx, watched, "running")];
    case "capNear":
      return ["cap_near", `cap_near:${capOf(watched)["capMinor"]}`, capOf(watched)];
    case "capReached":
      return [
        "cap_reached",
        `cap_reached:${outcome}:${capOf(watched)["capMinor"]}`,
        { ...capOf(watched), outcome },
      ];
  }
}

function endOf({ session, facts }: Watched): Record<string, string> {
  const { cost, endedAt } = facts;
  return {
    at: (endedAt ?? facts.heardAt).toString(),
    energyMicroKwh: session.energyMicroKwh.toString(),
    cost: cost === null ? "unknown" : "known",
    ...(cost && { totalMinor: cost.amountMinor.toString(), currency: cost.currency }),
  };
}

function idleOf(ctx: Ctx, { idle, facts }: Watched, phase: string): Record<string, string> {
  const from = facts.idleFrom ?? ctx.clock.now();
  const ahead = from.since(ctx.clock.now()).total("minutes");
  return {
    phase,
    at: from.toString(),
    minutes: String(Math.max(1, Math.round(ahead))),
    priceMicro: (idle?.step.perIdleMinute ?? 0n).toString(),
    currency: facts.cost?.currency ?? "",
  };
}

function capOf({ watch, facts }: Watched): Record<string, string> {
  return {
    action: watch.capAction,
    capMinor: (watch.capMinor ?? 0n).toString(),
    totalMinor: (facts.cost?.amountMinor ?? 0n).toString(),
    currency: watch.capCurrency ?? "",
  };
}
