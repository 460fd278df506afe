import Link from "next/link";
import { getTimeZone, getTranslations } from "next-intl/server";
import { listHref } from "@/app/list-href";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { cn } from "@/components/cn";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { disputeFilterInput } from "@/trpc/inputs/dispute-filter";
import { api } from "@/trpc/server";
import { DisputeTable } from "./dispute-table";

export const generateMetadata = () => pageTitle("payments.disputes");

const CHOICES = ["all", "undecided", "open"] as const;

export default async function DisputesPage({ searchParams }: WithSearch) {
  const search = await searchParams;
  const filter = disputeFilterInput.parse(search);
  const [t, timeZone, disputes] = await Promise.all([
    getTranslations("payments.disputes"),
    getTimeZone(),
    (await api()).finance.disputes.list(filter),
  ]);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <nav aria-label={t("filter")} className="flex flex-wrap gap-2">
        {CHOICES.map((only) => (
          <Link
            key={only}
            href={listHref("/finance/disputes", search, { only: only === "all" ? null : only })}
            aria-current={filter.only === only ? "page" : undefined}
            className={cn(
              "rounded-xs border px-3 py-1.5 text-sm",
              filter.only === only ? "border-ink font-medium" : "border-rule-strong text-ink-soft",
            )}
          >
            {t(`only.${only}`)}
          </Link>
        ))}
      </nav>
      {disputes.length === 0 ? (
        <Empty title={t("empty")}>{t("emptyText")}</Empty>
      ) : (
        <DisputeTable disputes={disputes} timeZone={timeZone} />
      )}
    </>
  );
}
