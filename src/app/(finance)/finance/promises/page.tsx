import { Download } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { listHref } from "@/app/list-href";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { marginLostFilterInput } from "@/trpc/inputs/margin-lost-filter";
import { api } from "@/trpc/server";
import { LostTable, UnpromisedTable } from "./lost-table";
import { PromiseFilters } from "./promise-filters";

export const generateMetadata = () => pageTitle("promise");

export default async function PromisesPage({ searchParams }: WithSearch) {
  const search = await searchParams;
  const filter = marginLostFilterInput.parse(search);
  const { finance } = await api();
  const [t, rows, partners] = await Promise.all([
    getTranslations("promise"),
    finance.marginLost.list(filter),
    finance.cdrs.partners(),
  ]);
  const lost = rows.filter(({ lostGrossMinor }) => lostGrossMinor > 0n);
  const unpromised = rows.filter(({ lostGrossMinor }) => lostGrossMinor === 0n);
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        action={
          rows.length > 0 ? (
            <LinkButton
              href={listHref("/finance/promises/export", search, {})}
              variant="secondary"
              prefetch={false}
              download
            >
              <Download aria-hidden className="size-4" />
              {t("export")}
            </LinkButton>
          ) : null
        }
      />
      <PromiseFilters partners={partners} />
      {lost.length === 0 ? (
        <Empty title={t("empty")}>{t("emptyText")}</Empty>
      ) : (
        <LostTable rows={lost} />
      )}
      {unpromised.length > 0 ? (
        <Section title={t("unpromised")}>
          <p className="max-w-prose pb-3 text-ink-soft">{t("unpromisedText")}</p>
          <UnpromisedTable rows={unpromised} />
        </Section>
      ) : null}
    </>
  );
}
