import { getLocale, getTranslations } from "next-intl/server";
import { Money } from "@/components/money";
import { PlanWords } from "@/components/plan-words";
import { Badge } from "@/components/ui/badge";
import { Empty } from "@/components/ui/empty";
import { Section } from "@/components/ui/section";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { money } from "@/core/money/money";
import { formatMonth, formatMoney } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";
import { api } from "@/trpc/server";
import type { OwnPlan } from "./own-plan";
import { MonthTable } from "./month-table";
import { MoveButton, type MoveWhen } from "./move-button";
import { NotReplayed } from "./not-replayed";

/** What every plan would have cost the driver, on his own charges. */
export type Compared = RouterOutputs["driver"]["plan"]["compare"];
type Plan = Compared["plans"][number];

export async function Comparison({ own }: { own: OwnPlan }) {
  const [t, locale, compared] = await Promise.all([
    getTranslations("subscription.compare"),
    getLocale(),
    (await api()).driver.plan.compare(),
  ]);
  const { months, charges, currency, paidMinor, paidFeesMinor } = compared;
  const [first, last] = [months[0], months.at(-1)];
  const shown = (minor: bigint) => formatMoney(money(minor, currency), locale);
  return (
    <Section title={t("title")}>
      {first && last ? (
        <div className="flex max-w-prose flex-col gap-2 text-ink-soft">
          <p>
            {t(first === last ? "leadOne" : "lead", {
              charges,
              from: formatMonth(first, locale),
              until: formatMonth(last, locale),
            })}
          </p>
          <p>{t("paid", { total: shown(paidMinor), fees: shown(paidFeesMinor) })}</p>
        </div>
      ) : (
        <Empty title={t("none")}>{t("noneText")}</Empty>
      )}
      <PlanRows compared={compared} own={own} />
    </Section>
  );
}

async function PlanRows({ compared, own }: { compared: Compared; own: OwnPlan }) {
  const t = await getTranslations("subscription.compare");
  const priced = compared.plans.filter((plan) => pricesAny(plan, compared));
  const others = compared.plans.filter((plan) => !priced.includes(plan));
  const plans = [...priced.toSorted(byTotal), ...others];
  const [cheapest] = plans;
  const best = cheapest && !cheapest.isCurrent && saves(cheapest, compared) ? cheapest : null;
  return (
    <div className="flex flex-col gap-6">
      <Table caption={t("caption")}>
        <thead>
          <tr>
            <Th>{t("plan")}</Th>
            <Th isFigure className="hidden sm:table-cell">
              {t("fees")}
            </Th>
            <Th isFigure className="hidden sm:table-cell">
              {t("charges")}
            </Th>
            <Th isFigure>{t("total")}</Th>
            <Th isFigure className="hidden md:table-cell">
              {t("difference")}
            </Th>
            <Th>
              <span className="sr-only">{t("choose")}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {plans.map((plan) => (
            <PlanRow
              key={plan.planVersionId}
              plan={plan}
              compared={compared}
              own={own}
              isBest={plan === best}
            />
          ))}
        </tbody>
      </Table>
      <div className="border-b">
        <h3 className="pb-2 font-medium">{t("pricesOf")}</h3>
        {plans.map((plan) => (
          <PlanDetail key={plan.planVersionId} plan={plan} compared={compared} />
        ))}
      </div>
    </div>
  );
}

async function PlanRow({
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
  const t = await getTranslations("subscription.compare");
  const { currency } = compared;
  const { isCurrent, name } = plan;
  const replay = pricesAny(plan, compared) ? plan.replay : null;
  const feesMinor = replay?.months.reduce((sum, { feeMinor }) => sum + feeMinor, 0n) ?? 0n;
  const figure = (minor: bigint) => <Money value={money(minor, currency)} />;
  const beside = replay ? (
    <span className={isBest ? "marked font-medium" : undefined}>
      <Beside plan={plan} compared={compared} />
    </span>
  ) : null;
  return (
    <Tr>
      <Td>
        <span className="font-medium">{name}</span>{" "}
        {isCurrent ? <Badge tone="ok">{t("current")}</Badge> : null}
        {replay ? null : (
          <span className="block text-sm text-ink-soft">{t("notSold", { currency })}</span>
        )}
      </Td>
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

// A sum of nothing is no price: it would look like the cheapest plan.
function pricesAny({ replay }: Plan, { charges }: Compared): boolean {
  const left = replay?.notReplayed.reduce((sum, one) => sum + one.charges, 0) ?? 0;
  return replay !== null && (charges === 0 || left < charges);
}

// Both sides of the same charges, and all fees.
async function Beside({ plan, compared }: { plan: Plan; compared: Compared }) {
  const [t, locale] = await Promise.all([getTranslations("subscription.compare"), getLocale()]);
  if (!plan.replay) return null;
  const difference = netOf(plan.replay) - compared.paidFeesMinor;
  const amount = formatMoney(
    money(difference < 0n ? -difference : difference, compared.currency),
    locale,
  );
  if (difference === 0n) return t("same");
  return t(difference < 0n ? "cheaper" : "dearer", { amount });
}

function PlanDetail({ plan, compared }: { plan: Plan; compared: Compared }) {
  const { replay, name } = plan;
  return (
    <details className="border-t">
      <summary className="cursor-pointer py-2.5">{name}</summary>
      <div className="flex flex-col gap-6 pt-2 pb-6">
        <PlanWords plan={plan.plan} />
        {replay && replay.months.length > 0 ? (
          <MonthTable name={name} months={replay.months} currency={compared.currency} />
        ) : null}
        {replay ? <NotReplayed all={replay.notReplayed} currency={compared.currency} /> : null}
      </div>
    </details>
  );
}

function whensOf(plan: Plan, { subscription }: OwnPlan): readonly [MoveWhen, ...MoveWhen[]] {
  if (!subscription) return plan.kind === "subscription" ? ["now"] : ["now", "month"];
  return subscription.state === "paused" ? ["now"] : ["now", "period-end"];
}

function saves({ replay }: Plan, { paidFeesMinor, charges }: Compared): boolean {
  return replay !== null && charges > 0 && netOf(replay) < paidFeesMinor;
}

function byTotal(a: Plan, b: Plan): number {
  if (!a.replay || !b.replay) return Number(!a.replay) - Number(!b.replay);
  const [one, other] = [netOf(a.replay), netOf(b.replay)];
  return one < other ? -1 : Number(one > other);
}

// Beside what was paid for the same charges: a plan that could not price a charge does not win by that.
function netOf({ totalMinor, paidMinor }: NonNullable<Plan["replay"]>): bigint {
  return totalMinor - paidMinor;
}
