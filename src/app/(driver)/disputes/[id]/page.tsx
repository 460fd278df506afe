import type { Metadata } from "next";
import { getTimeZone, getTranslations } from "next-intl/server";
import { DisputeStateBadge } from "@/app/dispute-trace/dispute-state";
import { NoteDialog } from "@/app/dispute-trace/note-dialog";
import { TraceList } from "@/app/dispute-trace/trace-list";
import { found } from "@/app/found";
import type { WithId } from "@/app/page-props";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { api } from "@/trpc/server";
import { ChargeFacts } from "./charge-facts";
import { ReopenDialog } from "./reopen-dialog";
import { WithdrawButton } from "./withdraw-button";

export async function generateMetadata({ params }: WithId): Promise<Metadata> {
  const { id } = await params;
  const { number } = await found((await api()).driver.disputes.get({ id }));
  return { title: number };
}

/** One dispute as one trace. */
export default async function DisputePage({ params }: WithId) {
  const { id } = await params;
  const [t, trace, timeZone, dispute] = await Promise.all([
    getTranslations("disputes.page"),
    getTranslations("disputes.trace"),
    getTimeZone(),
    found((await api()).driver.disputes.get({ id })),
  ]);
  const may = (step: (typeof dispute.steps)[number]) => dispute.steps.includes(step);
  return (
    <>
      <PageHeader
        back={{ href: "/disputes", label: t("back") }}
        title={
          <span className="flex flex-wrap items-center gap-x-4 gap-y-2">
            {t("title", { number: dispute.number })}
            <DisputeStateBadge audience="driver" state={dispute.state} className="text-sm" />
          </span>
        }
        lead={[dispute.place, dispute.city].filter(Boolean).join(", ")}
        action={
          <>
            {may("note") ? (
              <NoteDialog id={dispute.id} side="driver" label={t("note")} lead={t("noteLead")} />
            ) : null}
            {may("withdraw") ? <WithdrawButton id={dispute.id} number={dispute.number} /> : null}
            {dispute.canReopen ? <ReopenDialog id={dispute.id} /> : null}
          </>
        }
      />
      <div className="grid items-start gap-12 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Section title={trace("title")}>
          <TraceList
            dispute={dispute}
            audience="driver"
            timeZone={timeZone}
            currency={dispute.amount?.currency ?? "EUR"}
          />
        </Section>
        <ChargeFacts dispute={dispute} timeZone={timeZone} />
      </div>
    </>
  );
}
