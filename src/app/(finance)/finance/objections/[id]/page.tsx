import type { Metadata } from "next";
import { getTimeZone, getTranslations } from "next-intl/server";
import { Comparison } from "@/app/(finance)/finance/cdrs/[id]/comparison";
import { MeterChecks } from "@/app/(finance)/finance/cdrs/[id]/meter-checks";
import { OwnPrice } from "@/app/(finance)/finance/cdrs/[id]/own-price";
import { DisputeStateBadge } from "@/app/dispute-trace/dispute-state";
import { FindingList } from "@/app/dispute-trace/finding-list";
import { TraceList } from "@/app/dispute-trace/trace-list";
import { found } from "@/app/found";
import { pageId } from "@/app/page-id";
import type { WithId } from "@/app/page-props";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { api } from "@/trpc/server";
import { ObjectionDeeds } from "./objection-deeds";
import { ObjectionFacts } from "./objection-facts";

export async function generateMetadata({ params }: WithId): Promise<Metadata> {
  const id = await pageId(params);
  const { number } = await found((await api()).finance.objections.get({ id }));
  return { title: number };
}

/** One dispute with its evidence side by side, and what finance can do. */
export default async function ObjectionPage({ params }: WithId) {
  const id = await pageId(params);
  const { finance } = await api();
  const dispute = await found(finance.objections.get({ id }));
  const [t, page, trace, queue, ownZone, cdr] = await Promise.all([
    getTranslations("disputes.staff"),
    getTranslations("disputes.page"),
    getTranslations("disputes.trace"),
    getTranslations("disputes.queue"),
    getTimeZone(),
    finance.cdrs.get({ id: dispute.cdrId }),
  ]);
  const timeZone = dispute.timeZone ?? ownZone;
  return (
    <>
      <PageHeader
        back={{ href: "/finance/objections", label: queue("title") }}
        title={
          <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
            {page("title", { number: dispute.number })}
            <DisputeStateBadge audience="finance" state={dispute.state} className="text-sm" />
          </span>
        }
        lead={`${dispute.driver.name} · ${[dispute.place, dispute.city].filter(Boolean).join(", ")}`}
        action={<ObjectionDeeds dispute={dispute} cdrOcpiId={cdr.ocpiId} cdrState={cdr.state} />}
      />
      <div className="grid items-start gap-12 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-10">
          <Section title={trace("title")}>
            <TraceList
              dispute={dispute}
              audience="finance"
              timeZone={ownZone}
              currency={cdr.currency}
            />
          </Section>
        </div>
        <div className="flex min-w-0 flex-col gap-10">
          <ObjectionFacts dispute={dispute} timeZone={timeZone} />
          <Section title={t("findings")}>
            {dispute.findings.length === 0 ? (
              <p className="text-ink-soft">{t("noFindings")}</p>
            ) : (
              <FindingList findings={dispute.findings} timeZone={timeZone} />
            )}
          </Section>
          <MeterChecks cdr={cdr} timeZone={ownZone} />
          <Comparison cdr={cdr} />
          <OwnPrice cdr={cdr} timeZone={timeZone} />
        </div>
      </div>
    </>
  );
}
