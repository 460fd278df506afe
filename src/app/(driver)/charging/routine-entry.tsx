"use client";

import { useMutation } from "@tanstack/react-query";
import { CalendarClock } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { useUndo } from "@/app/(driver)/use-undo";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { formatDecimal } from "@/i18n/formats";
import { useTRPC } from "@/trpc/client";
import type { Routine, RoutineChoices } from "./routine-choices";
import { EditRoutine } from "./routine-dialog";
import { useWeekdayWords } from "./weekday-words";

/** A routine in words, and what can be done with it. */
export function RoutineEntry({ routine, choices }: { routine: Routine; choices: RoutineChoices }) {
  const t = useTranslations("charging.routines");
  const goal = useTranslations("charging.goal");
  const locale = useLocale();
  const daysOf = useWeekdayWords();
  const { name, weekdays, place, departure, energyKwh, rangeKm, style, isOn, running } = routine;
  const need =
    rangeKm !== null
      ? `${formatDecimal(String(rangeKm), locale)}\u00a0km`
      : energyKwh !== null
        ? `${formatDecimal(energyKwh, locale, 2)}\u00a0kWh`
        : goal("needs.all");
  const time = departure === null ? t("noTime") : t("leaves", { time: departure });
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-8 gap-y-4 border-b py-6">
      <div className="flex min-w-0 gap-4">
        <CalendarClock
          aria-hidden
          className="mt-0.5 size-5 shrink-0 text-ink-soft"
          strokeWidth={1.75}
        />
        <div className="flex min-w-0 flex-col gap-1.5">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h2 className="text-lg font-semibold break-words">{name}</h2>
            <Badge tone={isOn ? "ok" : "neutral"}>{t(isOn ? "on" : "paused")}</Badge>
          </div>
          <p>{[place ?? t("placeAny"), daysOf(weekdays), time].join(" · ")}</p>
          <p className="text-sm text-ink-soft">
            {need} · {goal(`styles.${style}`)}
          </p>
          {running > 0 ? <p className="text-sm text-ink-soft">{t("running")}</p> : null}
        </div>
      </div>
      <Deeds routine={routine} choices={choices} />
    </li>
  );
}

function Deeds({ routine, choices }: { routine: Routine; choices: RoutineChoices }) {
  const t = useTranslations("charging.routines");
  const failed = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC().driver.routines;
  const switching = useMutation(trpc.switch.mutationOptions());
  const removal = useMutation(trpc.remove.mutationOptions());
  const restoring = useMutation(trpc.restore.mutationOptions());
  const removeWithUndo = useUndo();
  const { id, name, isOn } = routine;
  const turn = async () => {
    try {
      await switching.mutateAsync({ id, isOn: !isOn });
      toast.success(t(isOn ? "pausedToast" : "resumedToast", { name }));
      router.refresh();
    } catch {
      toast.error(failed("failed"));
    }
  };
  const remove = () =>
    removeWithUndo({
      remove: () => removal.mutateAsync({ id }),
      restore: () => restoring.mutateAsync({ id }),
      words: {
        removed: t("removed", { name }),
        undo: t("undo"),
        restored: t("restored", { name }),
      },
    });
  return (
    <div className="flex flex-wrap gap-2 pl-9 sm:pl-0">
      <Button
        variant="secondary"
        size="sm"
        isPending={switching.isPending}
        aria-label={`${t(isOn ? "pause" : "resume")}: ${name}`}
        onClick={() => void turn()}
      >
        {t(isOn ? "pause" : "resume")}
      </Button>
      <EditRoutine routine={routine} choices={choices} />
      <Button
        variant="quiet"
        size="sm"
        isPending={removal.isPending}
        aria-label={`${t("remove")}: ${name}`}
        onClick={() => void remove()}
      >
        {t("remove")}
      </Button>
    </div>
  );
}
