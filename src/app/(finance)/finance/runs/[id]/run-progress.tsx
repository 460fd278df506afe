import { useTranslations } from "next-intl";
import { Sums } from "@/components/sums";
import { Figures } from "@/components/ui/figures";
import type { RouterOutputs } from "@/trpc/outputs";

type Run = RouterOutputs["finance"]["runs"]["get"];

/** How far a run is: a bar, and its figures. */
export function RunProgress({ run }: { run: Run }) {
  const t = useTranslations("runs");
  const { driversDone: done, driversTotal: total, lastMonth } = run;
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-2">
        <progress
          value={done}
          max={Math.max(1, total)}
          aria-label={t("bar", { done, total })}
          className="h-3 w-full appearance-none overflow-hidden rounded-xs bg-sunken [&::-moz-progress-bar]:bg-brand [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-brand"
        />
        <p className="text-sm text-ink-soft tabular-nums">{t("bar", { done, total })}</p>
      </div>
      <Figures
        figures={[
          { label: t("issued"), value: run.invoicesIssued },
          { label: t("total"), value: <Sums sums={run.totals} /> },
          {
            label: t("lastMonth"),
            value: <Sums sums={lastMonth.map((row) => row.total)} none={t("noLastMonth")} />,
          },
          { label: t("waiting"), value: run.waitingList.count },
          { label: t("failed"), value: run.failed },
        ]}
      />
    </div>
  );
}
