import type { Metadata } from "next";
import { getTimeZone, getTranslations } from "next-intl/server";
import { DisputeStateBadge } from "@/app/dispute-trace/dispute-state";
import { FindingList } from "@/app/dispute-trace/finding-list";
import { NoteDialog } from "@/app/dispute-trace/note-dialog";
import { TraceList } from "@/app/dispute-trace/trace-list";
import { found } from "@/app/found";
import { pageId } from "@/app/page-id";
import type { WithId } from "@/app/page-props";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { api } from "@/trpc/server";
import { AnswerForm } from "./answer-form";
import { AskedFacts } from "./asked-facts";

export async function generateMetadata({ params }: WithId): Promise<Metadata> {
  const id = await pageId(params);
  const { number } = await found((await api()).partner.disputes.get({ id }));
  return { title: number };
}

/** What the partner is asked about a charge, what he may see of it, and his answer. */
export default async function PartnerDisputePage({ params }: WithId) {
  const id = await pageId(params);
  const [t, page, trace, ownZone, dispute] = await Promise.all([
    getTranslations("disputes.partner"),
    getTranslations("disputes.page"),
    getTranslations("disputes.trace"),
    getTimeZone(),
    found((await api()).partner.disputes.get({ id })),
  ]);
  const timeZone = dispute.timeZone ?? ownZone;
  const { steps, findings } = dispute;
  return (
    <>
      <PageHeader
        back={{ href: "/partner/disputes", label: t("back") }}
        title={
          <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
            {page("title", { number: dispute.number })}
            <DisputeStateBadge audience="partner" state={dispute.state} className="text-sm" />
          </span>
        }
        lead={[dispute.place, dispute.city].filter(Boolean).join(", ")}
        action={
          steps.includes("note") ? (
            <NoteDialog id={dispute.id} side="partner" label={t("note")} lead={t("noteLead")} />
          ) : null
        }
      />
      <div className="grid items-start gap-12 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-10">
          <Section title={trace("title")}>
            <TraceList
              dispute={dispute}
              audience="partner"
              timeZone={ownZone}
              currency={dispute.currency}
            />
          </Section>
          {steps.includes("answer") ? (
            <Section title={t("answerTitle")}>
              <AnswerForm
                id={dispute.id}
                cdrOcpiId={dispute.cdrOcpiId}
                currency={dispute.currency}
                claimedMicro={String(dispute.claimedMicro)}
              />
            </Section>
          ) : null}
        </div>
        <div className="flex min-w-0 flex-col gap-10">
          <AskedFacts dispute={dispute} timeZone={timeZone} />
          {findings.length > 0 ? (
            <Section title={page("found")}>
              <FindingList findings={findings} timeZone={timeZone} />
            </Section>
          ) : null}
        </div>
      </div>
    </>
  );
}
