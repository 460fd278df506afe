import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Table, Td, Th, Tr, rowLinkLook } from "@/components/ui/table";
import { formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type Listed = RouterOutputs["finance"]["plans"]["list"][number];

/** Plans with their latest version; each leads to its page. */
export function PlanTable({ plans, timeZone }: { plans: readonly Listed[]; timeZone: string }) {
  const t = useTranslations("plans.list");
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("plan")}</Th>
          <Th className="hidden sm:table-cell">{t("mode")}</Th>
          <Th>{t("current")}</Th>
          <Th isFigure>{t("drivers")}</Th>
        </tr>
      </thead>
      <tbody>
        {plans.map((plan) => (
          <PlanRow key={plan.id} plan={plan} timeZone={timeZone} />
        ))}
      </tbody>
    </Table>
  );
}

function PlanRow({ plan, timeZone }: { plan: Listed; timeZone: string }) {
  const t = useTranslations("plans");
  const date = formatTime(plan.publishedAt, useLocale(), timeZone, "date");
  const kind = `${t(`mode_${plan.mode}`)}, ${t(`kind_${plan.kind}`)}`;
  return (
    <Tr isLink>
      <Td>
        <Link href={`/finance/plans/${plan.id}`} className={rowLinkLook}>
          {plan.name}
        </Link>
        <span className="block font-mono text-sm text-ink-soft">{plan.code}</span>
        <span className="block text-sm text-ink-soft sm:hidden">{kind}</span>
      </Td>
      <Td className="hidden sm:table-cell">
        {kind}
        <span className="block text-sm text-ink-soft">{t(`basis_${plan.basis}`)}</span>
      </Td>
      <Td>
        {t("list.version", { version: plan.version })}
        <span className="block text-sm text-ink-soft">{t("list.since", { date })}</span>
      </Td>
      <Td isFigure>{plan.drivers}</Td>
    </Tr>
  );
}
