import { getLocale, getTranslations } from "next-intl/server";
import { PlanWords } from "@/components/plan-words";
import { Empty } from "@/components/ui/empty";
import { Section } from "@/components/ui/section";
import { Table, Th } from "@/components/ui/table";
import { money } from "@/core/money/money";
import { formatMonth, formatMoney } from "@/i18n/formats";
import { api } from "@/trpc/server";
import type { Compared, OwnPlan } from "./own-plan";
import { MonthTable } from "./month-table";
import { NotReplayed } from "./not-replayed";
import { netOf, PlanRow, pricesAny } from "./plan-row";

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
            {compared.months.length > 0 ? <FigureHeads /> : null}
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

async function FigureHeads() {
  const t = await getTranslations("subscription.compare");
  return (
    <>
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
    </>
  );
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

function saves({ replay }: Plan, { paidFeesMinor, charges }: Compared): boolean {
  return replay !== null && charges > 0 && netOf(replay) < paidFeesMinor;
}

function byTotal(a: Plan, b: Plan): number {
  if (!a.replay || !b.replay) return Number(!a.replay) - Number(!b.replay);
  const [one, other] = [netOf(a.replay), netOf(b.replay)];
  return one < other ? -1 : Number(one > other);
}
