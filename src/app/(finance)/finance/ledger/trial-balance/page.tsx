import { Download } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { listHref } from "@/app/list-href";
import type { WithSearch } from "@/app/page-props";
import { FilterBar } from "@/components/filter-bar";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { formatDay } from "@/i18n/formats";
import { trialInput } from "@/trpc/inputs/accounting";
import { api } from "@/trpc/server";
import { TrialTable } from "./trial-table";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("accounting.trial");
  return { title: t("title") };
}

export default async function TrialBalancePage({ searchParams }: WithSearch) {
  const search = await searchParams;
  const [t, locale, trial] = await Promise.all([
    getTranslations("accounting.trial"),
    getLocale(),
    (await api()).finance.accounting.trial(trialInput.parse(search)),
  ]);
  const { from, to, rows, isClosed } = trial;
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead", { from: formatDay(from, locale), to: formatDay(to, locale) })}
        action={
          <LinkButton
            href={listHref("/finance/ledger/trial-balance/csv", { from, to })}
            variant="secondary"
            prefetch={false}
            download
          >
            <Download aria-hidden className="size-4" />
            {t("download")}
          </LinkButton>
        }
      />
      <FilterBar
        label={t("title")}
        fields={[
          { kind: "date", name: "from", label: t("from") },
          { kind: "date", name: "to", label: t("to") },
        ]}
      />
      <p>
        <Badge tone={isClosed ? "ok" : "info"}>{isClosed ? t("isClosed") : t("isOpen")}</Badge>
      </p>
      {rows.length === 0 ? (
        <Empty title={t("empty")}>{t("emptyText")}</Empty>
      ) : (
        <TrialTable rows={rows} />
      )}
    </>
  );
}
