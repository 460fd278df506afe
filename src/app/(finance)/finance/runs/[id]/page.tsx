import type { Metadata } from "next";
import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { found } from "@/app/found";
import { pageId } from "@/app/page-id";
import type { WithId } from "@/app/page-props";
import { RefreshWhileOpen } from "@/app/refresh-while-open";
import { PageHeader } from "@/components/ui/page-header";
import { formatMonth, formatTime } from "@/i18n/formats";
import { api } from "@/trpc/server";
import { RunState } from "@/app/(finance)/finance/runs/run-state";
import { WaitingTable } from "@/app/(finance)/finance/runs/waiting-table";
import { FailureTable } from "./failure-table";
import { RunHistory } from "./run-history";
import { RunProgress } from "./run-progress";
import { type Deed, SteerRun } from "./steer-run";

export async function generateMetadata({ params }: WithId): Promise<Metadata> {
  const { finance } = await api();
  const [t, locale, run] = await Promise.all([
    getTranslations("runs"),
    getLocale(),
    found(finance.runs.get({ id: await pageId(params) })),
  ]);
  return { title: t("runOf", { month: formatMonth(run.month, locale) }) };
}

export default async function RunPage({ params }: WithId) {
  const id = await pageId(params);
  const { finance } = await api();
  const [t, locale, timeZone, run] = await Promise.all([
    getTranslations("runs"),
    getLocale(),
    getTimeZone(),
    found(finance.runs.get({ id })),
  ]);
  const { finishedAt } = run;
  const at = (moment: Temporal.Instant) => formatTime(moment, locale, timeZone, "dateTime");
  return (
    <>
      {run.state === "running" ? <RefreshWhileOpen /> : null}
      <PageHeader
        back={{ href: "/finance/runs", label: t("back") }}
        title={t("runOf", { month: formatMonth(run.month, locale) })}
        lead={t("runLead", {
          kind: run.isAutomatic ? "itself" : "hand",
          at: at(run.startedAt),
          finished: finishedAt ? at(finishedAt) : "none",
        })}
        action={<SteerRun id={run.id} deeds={deedsOf(run)} failed={run.failed} />}
      />
      <p>
        <RunState run={{ state: run.state, waiting: run.waitingList.count }} />
      </p>
      <RunProgress run={run} />
      <FailureTable failures={run.failures} />
      <WaitingTable waiting={run.waitingList} timeZone={timeZone} />
      <RunHistory audit={run.audit} timeZone={timeZone} />
    </>
  );
}

function deedsOf({ state, failed }: { state: string; failed: number }): Deed[] {
  const retry: Deed[] = failed > 0 && (state === "running" || state === "done") ? ["retry"] : [];
  if (state === "running") return ["pause", "cancel", ...retry];
  return state === "paused" ? ["resume", "cancel"] : retry;
}
