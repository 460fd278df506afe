"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { formatTime } from "@/i18n/formats";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";
import type { PlanForm } from "@/trpc/inputs/plan";
import { AskDialog } from "./ask-dialog";

/** The version to be published, and where its drivers are. */
export interface NextVersion {
  readonly planId: string;
  readonly version: number;
  readonly zones: readonly {
    readonly timeZone: string;
    readonly nextPeriod: string;
    readonly now: Movers;
    readonly next: Movers;
  }[];
}

interface Movers {
  readonly drivers: number;
  /** The first of them. */
  readonly names: readonly string[];
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
        {asked?.kind === "subscription" ? (
          <Subscribers zones={next.zones} />
        ) : (
          <>
            <p>{t("text")}</p>
            <Select
              label={t("from")}
              items={(["next-period", "now"] as const).map((value) => ({ value, label: t(value) }))}
              value={start}
              onChange={setStart}
            />
            <WhoMoves zones={next.zones} start={start} />
          </>
        )}
      </AskDialog>
    </>
  );
}

/** Subscribers have paid for the version that they are on: there is nothing to choose. */
function Subscribers({ zones }: { zones: NextVersion["zones"] }) {
  const t = useTranslations("subscription.publish");
  const count = zones.reduce((sum, { now }) => sum + now.drivers, 0);
  return (
    <>
      <p>{t("text")}</p>
      <p>{t("who", { count })}</p>
    </>
  );
}

function WhoMoves({ zones, start }: { zones: NextVersion["zones"]; start: Start }) {
  const t = useTranslations("plans.publish");
  const locale = useLocale();
  const moving = zones
    .map((zone) => ({ ...zone, who: start === "now" ? zone.now : zone.next }))
    .filter(({ who }) => who.drivers > 0);
  if (moving.length === 0) return <p>{t("nobody")}</p>;
  return (
    <ul className="flex flex-col gap-2">
      {moving.map(({ timeZone, nextPeriod, who }) => (
        <li key={timeZone}>
          {start === "now"
            ? t("nowWho", { count: who.drivers })
            : t("zone", {
                count: who.drivers,
                at: formatTime(nextPeriod, locale, timeZone, "dateTime"),
                timeZone,
              })}
          <span className="block text-sm">
            {who.names.join(", ")}
            {who.drivers > who.names.length
              ? ` ${t("more", { count: who.drivers - who.names.length })}`
              : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
