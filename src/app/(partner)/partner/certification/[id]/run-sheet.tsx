"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { useTRPC } from "@/trpc/client";
import type { RouterOutputs } from "@/trpc/outputs";
import { RunState } from "@/app/(partner)/partner/certification/run-state";
import { StepEntry } from "./step-entry";
import { StopRun } from "./stop-run";

type Run = RouterOutputs["partner"]["certification"]["watch"];
type Calls = RouterOutputs["partner"]["certification"]["calls"];

const EVERY_MS = 3_000;

/** A run, followed live while it runs: how far it has come, and each step. */
export function RunSheet({
  initial,
  calls,
  timeZone,
}: {
  initial: Run;
  calls: Calls;
  timeZone: string;
}) {
  const t = useTranslations("partner.certification");
  const group = useTranslations("partner.certification.group");
  const { run, isError } = useRun(initial);
  const groups = Map.groupBy(run.steps, (step) => step.group);
  return (
    <>
      <Progress run={run} isStale={isError} />
      {[...groups].map(([name, steps]) => (
        <Section key={name} title={group(name)} className="break-inside-avoid-page">
          <ul className="border-t">
            {steps.map((step) => (
              <StepEntry
                key={step.id}
                step={step}
                call={run.state === "running" ? calls[step.id] : undefined}
                timeZone={timeZone}
              />
            ))}
          </ul>
        </Section>
      ))}
      {run.state === "running" ? (
        <div className="print:hidden">
          <StopRun runId={run.id} label={t("stop")} />
        </div>
      ) : null}
    </>
  );
}

/** The run as it stands; the head of the page is made anew when it ends. */
function useRun(initial: Run) {
  const router = useRouter();
  const trpc = useTRPC();
  const { data: run, isError } = useQuery(
    trpc.partner.certification.watch.queryOptions(
      { runId: initial.id },
      {
        initialData: initial,
        refetchInterval: ({ state }) => (state.data?.state === "running" ? EVERY_MS : false),
      },
    ),
  );
  const shown = useRef(initial.state);
  useEffect(() => {
    if (run.state === shown.current) return;
    shown.current = run.state;
    router.refresh();
  }, [run.state, router]);
  return { run, isError };
}

function Progress({ run, isStale }: { run: Run; isStale: boolean }) {
  const t = useTranslations("partner.certification");
  const required = run.steps.filter(({ isRequired }) => isRequired);
  const done = required.filter(({ state }) => state === "seen").length;
  const text = t("progress", { done, all: required.length });
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <RunState state={run.state} />
        <p aria-live="polite" className="font-medium">
          {text}
        </p>
        {run.state === "running" ? (
          <p className="text-sm text-ink-soft print:hidden">{t(isStale ? "stale" : "watching")}</p>
        ) : null}
      </div>
      <progress
        aria-label={text}
        max={required.length}
        value={done}
        className="h-1.5 w-full appearance-none bg-sunken [&::-moz-progress-bar]:bg-brand [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-brand"
      />
      {run.state === "passed" ? (
        <Notice tone="ok" title={t("passed")}>
          {t("passedText")}
        </Notice>
      ) : null}
      {run.state === "stopped" ? <p className="text-ink-soft">{t("stoppedText")}</p> : null}
    </div>
  );
}
