"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { formatTime } from "@/i18n/formats";
import { refusalOf, useTRPC } from "@/trpc/client";
import type { PlanForm } from "@/trpc/inputs/plan";
import { AskDialog } from "./ask-dialog";

/** The version to be published, and where its drivers are. */
export interface NextVersion {
  readonly planId: string;
  readonly version: number;
  readonly zones: readonly {
    readonly timeZone: string;
    readonly drivers: number;
    readonly nextPeriod: string;
  }[];
}

type Start = "now" | "next-period";

/** Publishes the figures whose effect was shown, after asking from when they hold. */
export function PublishButton({
  form,
  next,
  isReady,
}: {
  form: UseFormReturn<PlanForm>;
  next: NextVersion;
  isReady: boolean;
}) {
  const t = useTranslations("plans.publish");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.finance.plans.publish.mutationOptions());
  const [asked, setAsked] = useState<PlanForm | null>(null);
  const [start, setStart] = useState<Start>("next-period");
  const { planId, version } = next;
  const confirm = async () => {
    if (asked === null) return;
    try {
      const { drivers } = await mutateAsync({ planId, version, form: asked, start });
      toast.success(t("done", { version, count: drivers }));
    } catch (error) {
      const isStale = refusalOf(error) === "CONFLICT";
      toast.error(isStale ? t("conflict") : action("failed"));
      if (!isStale) return;
    }
    router.push(`/finance/plans/${planId}`);
    router.refresh();
  };
  return (
    <>
      <Button disabled={!isReady} onClick={() => void form.handleSubmit(setAsked)()}>
        {t("open", { version })}
      </Button>
      <AskDialog
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        title={t("title", { version, name: asked?.name.trim() ?? "" })}
        confirmLabel={t("confirm")}
        onConfirm={confirm}
      >
        <p>{t("text")}</p>
        <Select
          label={t("from")}
          items={(["next-period", "now"] as const).map((value) => ({ value, label: t(value) }))}
          value={start}
          onChange={setStart}
        />
        <Movers zones={next.zones} start={start} />
      </AskDialog>
    </>
  );
}

function Movers({ zones, start }: { zones: NextVersion["zones"]; start: Start }) {
  const t = useTranslations("plans.publish");
  const locale = useLocale();
  const all = zones.reduce((count, { drivers }) => count + drivers, 0);
  if (start === "now" || all === 0) return <p>{t("nowWho", { count: all })}</p>;
  return (
    <ul>
      {zones.map(({ timeZone, drivers, nextPeriod }) => (
        <li key={timeZone}>
          {t("zone", {
            count: drivers,
            at: formatTime(nextPeriod, locale, timeZone, "dateTime"),
            timeZone,
          })}
        </li>
      ))}
    </ul>
  );
}
