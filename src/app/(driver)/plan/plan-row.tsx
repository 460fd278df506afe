import { useLocale, useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Badge } from "@/components/ui/badge";
import { Td, Tr } from "@/components/ui/table";
import { money } from "@/core/money/money";
import { formatMoney } from "@/i18n/formats";
import { MoveButton, type MoveWhen } from "./move-button";
import type { Compared, OwnPlan } from "./own-plan";

type Plan = Compared["plans"][number];

/** One plan of the comparison. Without a month to compare it has no sums: they would all be nothing, fees too. */
export function PlanRow({
  plan,
  compared,
  own,
  isBest,
}: {
  plan: Plan;
  compared: Compared;
  own: OwnPlan;
  /** What it would have saved is the figure that counts. */
  isBest: boolean;
}) {
  const t = useTranslations("subscription.compare");
  const { currency } = compared;
  const { isCurrent, name } = plan;
  const isPriced = pricesAny(plan, compared);
  return (
    <Tr>
      <Td>
        <span className="font-medium">{name}</span>{" "}
        {isCurrent ? <Badge tone="ok">{t("current")}</Badge> : null}
        {isPriced ? null : (
          <span className="block text-sm text-ink-soft">{t("notSold", { currency })}</span>
        )}
      </Td>
      {compared.months.length > 0 ? (
        <Figures replay={isPriced ? plan.replay : null} compared={compared} isBest={isBest} />
      ) : null}
      <Td className="text-right">
        {plan.replay && plan.isOffered && !isCurrent ? (
          <MoveButton
            choice={{ planVersionId: plan.planVersionId, name, whens: whensOf(plan, own) }}
          />
        ) : null}
      </Td>
    </Tr>
  );
}

function Figures({
  replay,
  compared,
  isBest,
}: {
  replay: Plan["replay"];
  compared: Compared;
  isBest: boolean;
}) {
  const feesMinor = replay?.months.reduce((sum, { feeMinor }) => sum + feeMinor, 0n) ?? 0n;
  const figure = (minor: bigint) => <Money value={money(minor, compared.currency)} />;
  const beside = replay ? (
    <span className={isBest ? "marked font-medium" : undefined}>
      <Beside replay={replay} compared={compared} />
    </span>
  ) : null;
  return (
    <>
      <Td isFigure className="hidden sm:table-cell">
        {replay ? figure(feesMinor) : null}
      </Td>
      <Td isFigure className="hidden sm:table-cell">
        {replay ? figure(replay.totalMinor - feesMinor) : null}
      </Td>
      <Td isFigure className="font-medium">
        {replay ? figure(replay.totalMinor) : null}
        <span className="block text-sm font-normal text-ink-soft max-[23rem]:whitespace-normal md:hidden">
          {beside}
        </span>
      </Td>
      <Td isFigure className="hidden md:table-cell">
        {beside}
      </Td>
    </>
  );
}

// Both sides of the same charges, and all fees.
function Beside({ replay, compared }: { replay: NonNullable<Plan["replay"]>; compared: Compared }) {
  const t = useTranslations("subscription.compare");
  const locale = useLocale();
  const difference = netOf(replay) - compared.paidFeesMinor;
  const amount = formatMoney(
    money(difference < 0n ? -difference : difference, compared.currency),
    locale,
  );
  if (difference === 0n) return t("same");
  return t(difference < 0n ? "cheaper" : "dearer", { amount });
}

/** Whether a plan prices any of the charges. A sum of nothing is no price: it would look like the cheapest plan. */
export function pricesAny({ replay }: Plan, { charges }: Compared): boolean {
  const left = replay?.notReplayed.reduce((sum, one) => sum + one.charges, 0) ?? 0;
  return replay !== null && (charges === 0 || left < charges);
}

function whensOf(plan: Plan, { subscription }: OwnPlan): readonly [MoveWhen, ...MoveWhen[]] {
  if (!subscription) return plan.kind === "subscription" ? ["now"] : ["now", "month"];
  return subscription.state === "paused" ? ["now"] : ["now", "period-end"];
}

/** What a plan costs beside what was paid for the same charges: one that could not price a charge does not win by that. */
export function netOf({ totalMinor, paidMinor }: NonNullable<Plan["replay"]>): bigint {
  return totalMinor - paidMinor;
}
