import { useLocale, useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Section } from "@/components/ui/section";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatDecimal } from "@/i18n/formats";
import { type SiteLive, useSiteFigures } from "./site-figures";

const TRIGGERS = [
  "arrival",
  "departure",
  "preference",
  "limit",
  "deviation",
  "confirmation",
  "market",
  "operations",
  "failure",
] as const;

/** The last runs of the planner: why, what came of it, what was sent and how long it took. */
export function PlanTable({ site }: { site: SiteLive }) {
  const t = useTranslations("sitePlans.plans");
  const locale = useLocale();
  const { time } = useSiteFigures(site.timeZone);
  if (site.plans.length === 0) {
    return (
      <Section title={t("title")}>
        <p className="text-ink-soft">{t("empty")}</p>
      </Section>
    );
  }
  return (
    <Section title={t("title")}>
      <Table caption={t("caption")}>
        <thead>
          <tr>
            <Th>{t("when")}</Th>
            <Th className="w-full">{t("why")}</Th>
            <Th className="hidden sm:table-cell">{t("result")}</Th>
            <Th isFigure>{t("sent")}</Th>
            <Th isFigure className="hidden sm:table-cell">
              {t("took")}
            </Th>
            <Th isFigure className="hidden md:table-cell">
              {t("gap")}
            </Th>
          </tr>
        </thead>
        <tbody>
          {site.plans.map((plan) => (
            <Tr key={plan.id}>
              <Td className="whitespace-nowrap tabular-nums">{time(plan.plannedAt, "seconds")}</Td>
              <Td>{t(`trigger.${TRIGGERS.find((one) => one === plan.trigger) ?? "slot"}`)}</Td>
              <Td className="hidden sm:table-cell">
                <Badge tone={plan.outcome === "feasible" ? "ok" : "bad"}>{t(plan.outcome)}</Badge>
              </Td>
              <Td isFigure>{plan.sent}</Td>
              <Td isFigure className="hidden sm:table-cell">
                {`${plan.solveMs}\u00a0ms`}
              </Td>
              <Td isFigure className="hidden md:table-cell">
                {`${formatDecimal((plan.gap.energy * 100).toFixed(2), locale, 2)}\u00a0%`}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      <p className="text-sm text-ink-soft">{t("gapHint")}</p>
    </Section>
  );
}
