"use client";

import { useLocale, useTranslations } from "next-intl";
import { useId } from "react";
import { cn } from "@/components/cn";
import { Money } from "@/components/money";
import { Badge } from "@/components/ui/badge";
import { money } from "@/core/money/money";
import { formatMoney } from "@/i18n/formats";
import type { PlanChoice, Sums } from "./plan-choice";

interface CardsProps {
  readonly choices: readonly PlanChoice[];
  readonly sums: Sums["sums"];
  readonly currency: string;
  readonly planId: string | null;
  readonly isWorking: boolean;
  readonly onChoose: (planId: string) => void;
}

/** The plans beside each other, each with what a month of the use comes to. */
export function PlanCards({ choices, sums, currency, planId, isWorking, onChoose }: CardsProps) {
  const t = useTranslations("welcome.plan");
  const name = useId();
  const least = leastOf(sums);
  return (
    <fieldset className="flex flex-col gap-3" aria-busy={isWorking || undefined}>
      <legend className="pb-3 text-lg font-semibold">{t("plans")}</legend>
      <ul className="border-t">
        {choices.map((choice) => {
          const sum = sums.find((one) => one.planVersionId === choice.planVersionId);
          return (
            <li key={choice.planId} className="border-b py-4">
              <label className="flex cursor-pointer items-start gap-3">
                <input
                  type="radio"
                  name={name}
                  checked={choice.planId === planId}
                  onChange={() => onChoose(choice.planId)}
                  className="mt-1.5 size-5 shrink-0 accent-brand"
                />
                <span className="grid min-w-0 flex-1 gap-x-6 gap-y-1 sm:grid-cols-[1fr_auto]">
                  <span className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-lg font-medium">
                    {choice.name}
                    {least !== null && sum?.totalMinor === least ? (
                      <Badge tone="ok">{t("cheapest")}</Badge>
                    ) : null}
                  </span>
                  <Total sum={sum} currency={currency} isWorking={isWorking} />
                  <span className="text-sm text-ink-soft">{t(`kind.${choice.kind}`)}</span>
                  <FeeNote sum={sum} currency={currency} />
                </span>
              </label>
              <details className="mt-2 pl-8">
                <summary className="min-h-6 cursor-pointer text-sm underline">
                  {t("prices")}
                  <span className="sr-only">: {choice.name}</span>
                </summary>
                <div className="pt-4">{choice.words}</div>
              </details>
            </li>
          );
        })}
      </ul>
      <output className="sr-only">{isWorking ? t("working") : ""}</output>
    </fieldset>
  );
}

type Sum = Sums["sums"][number] | undefined;

function Total({ sum, currency, isWorking }: { sum: Sum; currency: string; isWorking: boolean }) {
  const t = useTranslations("welcome.plan");
  const totalMinor = sum?.totalMinor ?? null;
  if (totalMinor === null) return <span className="text-ink-soft sm:text-right">{t("none")}</span>;
  return (
    <span className={cn("sm:text-right", isWorking && "text-ink-soft")}>
      <Money value={money(totalMinor, currency)} className="text-xl font-semibold" />{" "}
      <span className="text-sm text-ink-soft">{t("month")}</span>
    </span>
  );
}

function FeeNote({ sum, currency }: { sum: Sum; currency: string }) {
  const t = useTranslations("welcome.plan");
  const locale = useLocale();
  const feeMinor = sum?.feeMinor ?? 0n;
  return (
    <span className="text-sm text-ink-soft sm:text-right">
      {feeMinor === 0n
        ? t("noFee")
        : t("fee", { fee: formatMoney(money(feeMinor, currency), locale) })}
    </span>
  );
}

function leastOf(sums: Sums["sums"]): bigint | null {
  const known = sums.flatMap(({ totalMinor }) => (totalMinor === null ? [] : [totalMinor]));
  // Where a plan has no sum, nothing can be said of the least.
  if (known.length < 2 || known.length < sums.length) return null;
  return known.reduce((least, one) => (one < least ? one : least));
}
