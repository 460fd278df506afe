import { useLocale, useTranslations } from "next-intl";
import { money } from "@/core/money/money";
import { Facts } from "@/components/ui/facts";
import { formatEnergy, formatMoney, formatTime } from "@/i18n/formats";
import type { OwnPlan } from "./own-plan";
import { RestButton } from "./rest-button";

type Subscription = NonNullable<OwnPlan["subscription"]>;

/** A subscription: its period, what of it is used, the next fee, and what can be done to it. */
export function SubscriptionFacts({ subscription }: { subscription: Subscription }) {
  const t = useTranslations("subscription.plan");
  const locale = useLocale();
  const { state, period, allowance, cancelsAt, pausedAt, resumesAt, timeZone } = subscription;
  const dateOf = (at: Temporal.Instant) => formatTime(at, locale, timeZone, "date");
  const energy = (micro: bigint) => formatEnergy(micro, locale);
  const facts = [
    {
      label: t("period"),
      value: period && t("periodSpan", { from: dateOf(period.start), until: dateOf(period.end) }),
    },
    {
      label: t("included"),
      value:
        allowance && allowance.includedMicroKwh > 0n
          ? t("includedUsed", {
              used: energy(least(allowance.usedMicroKwh, allowance.includedMicroKwh)),
              included: energy(allowance.includedMicroKwh),
            })
          : null,
    },
    {
      label: t("starts"),
      value:
        allowance && allowance.includedStarts > 0
          ? t("startsUsed", {
              used: Math.min(allowance.usedStarts, allowance.includedStarts),
              included: allowance.includedStarts,
            })
          : null,
    },
    { label: t("next"), value: <NextFee subscription={subscription} /> },
  ];
  const notes = [
    pausedAt ? t("pausedText", { date: dateOf(pausedAt) }) : "",
    resumesAt ? t("resumesText", { date: dateOf(resumesAt) }) : "",
  ].filter((note) => note !== "");
  return (
    <div className="flex flex-col gap-4">
      <p className="font-medium">
        {subscription.planName} ·{" "}
        {t(`state_${state}`, { date: cancelsAt ? dateOf(cancelsAt) : "" })}
      </p>
      {notes.map((note) => (
        <p key={note} className="text-ink-soft">
          {note}
        </p>
      ))}
      <Facts facts={facts} />
      <div className="flex flex-wrap gap-3">
        {deedsOf(subscription).map((deed) => (
          <RestButton key={deed} deed={deed} />
        ))}
      </div>
    </div>
  );
}

function NextFee({ subscription }: { subscription: Subscription }) {
  const t = useTranslations("subscription.plan");
  const locale = useLocale();
  const { next, cancelsAt, currency, timeZone } = subscription;
  const dateOf = (at: Temporal.Instant) => formatTime(at, locale, timeZone, "date");
  if (next) {
    const fee = formatMoney(money(next.grossMinor, currency), locale);
    return t("nextAt", { fee, date: dateOf(next.at) });
  }
  return cancelsAt ? t("nextNone", { date: dateOf(cancelsAt) }) : null;
}

function deedsOf({ state, nextPlanName }: Subscription) {
  if (state === "paused") return ["resume", "cancel"] as const;
  if (state === "canceled") return ["keep"] as const;
  if (nextPlanName !== null) return ["keep", "cancel"] as const;
  return state === "trial" ? (["cancel"] as const) : (["pause", "cancel"] as const);
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
