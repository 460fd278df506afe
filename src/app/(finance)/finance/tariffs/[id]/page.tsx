import { FlaskConical } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { found } from "@/app/found";
import { pageId } from "@/app/page-id";
import type { WithId } from "@/app/page-props";
import { LintList } from "@/components/lint-list";
import { Moment } from "@/components/period";
import { TariffSheet } from "@/components/tariff-sheet";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { api } from "@/trpc/server";
import { tariffText } from "@/app/(finance)/finance/tariffs/tariff-text";
import { TariffFacts } from "./tariff-facts";
import { TariffHistory } from "./tariff-history";

export async function generateMetadata({ params }: WithId): Promise<Metadata> {
  const one = await found((await api()).finance.tariffs.get({ id: await pageId(params) }));
  return { title: one.ocpiId };
}

export default async function TariffPage({ params }: WithId) {
  const id = await pageId(params);
  const { finance } = await api();
  const [t, locale, timeZone, one] = await Promise.all([
    getTranslations("tariffs.one"),
    getLocale(),
    getTimeZone(),
    found(finance.tariffs.get({ id })),
  ]);
  const { tariff } = one;
  const [latest] = one.versions;
  const text = tariffText(tariff.tariffAltText, locale);
  return (
    <>
      <PageHeader
        back={{ href: "/finance/tariffs", label: t("back") }}
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <span className="font-mono break-all">{one.ocpiId}</span>
            {one.deletedAt ? <Badge tone="neutral">{t("deleted")}</Badge> : null}
          </span>
        }
        lead={
          <>
            {one.partner.name}
            {text ? ` · ${text}` : null}
            {latest ? (
              <span className="block">
                {t("changed")} <Moment at={latest.lastUpdated} timeZone={timeZone} />
              </span>
            ) : null}
          </>
        }
        action={
          <LinkButton href={`/finance/tariff-lab?t=${one.versionId}`}>
            <FlaskConical aria-hidden className="size-4" />
            {t("try")}
          </LinkButton>
        }
      />
      <div className="grid items-start gap-12 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-12">
          <Section title={t("prices")}>
            <TariffSheet tariff={tariff} />
          </Section>
          <Section title={t("lint")}>
            <LintList findings={one.lint} />
          </Section>
          <TariffHistory one={one} timeZone={timeZone} />
        </div>
        <TariffFacts one={one} timeZone={timeZone} />
      </div>
    </>
  );
}
