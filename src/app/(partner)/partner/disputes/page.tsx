import Link from "next/link";
import { getTimeZone, getTranslations } from "next-intl/server";
import { listHref } from "@/app/list-href";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { cn } from "@/components/cn";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { partnerDisputesInput } from "@/trpc/inputs/dispute";
import { api } from "@/trpc/server";
import { AskedTable } from "./asked-table";

export const generateMetadata = () => pageTitle("disputes.partner");

/** What the partner is asked about its charges. */
export default async function PartnerDisputesPage({ searchParams }: WithSearch) {
  const search = await searchParams;
  const { only } = partnerDisputesInput.parse(search);
  const [t, timeZone, disputes] = await Promise.all([
    getTranslations("disputes.partner"),
    getTimeZone(),
    (await api()).partner.disputes.list({ only }),
  ]);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <nav aria-label={t("filter")} className="flex flex-wrap gap-2">
        {(["all", "waiting"] as const).map((choice) => (
          <Link
            key={choice}
            href={listHref("/partner/disputes", search, {
              only: choice === "all" ? null : choice,
            })}
            aria-current={only === choice ? "page" : undefined}
            className={cn(
              "rounded-xs border px-3 py-1.5 text-sm",
              only === choice ? "border-ink font-medium" : "border-rule-strong text-ink-soft",
            )}
          >
            {t(choice)}
          </Link>
        ))}
      </nav>
      {disputes.length === 0 ? (
        <Empty title={t("empty")}>{t("emptyText")}</Empty>
      ) : (
        <AskedTable disputes={disputes} timeZone={timeZone} />
      )}
    </>
  );
}
