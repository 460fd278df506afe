"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "@/components/cn";
import { Button } from "@/components/ui/button";
import { controlLook } from "@/components/ui/field";
import { MOST_STEPS } from "@/trpc/inputs/tariff-lab";
import type { DrawnStep } from "./lab-state";
import { StepDrawing } from "./step-drawing";

/** Power over time, drawn by its points or written as figures; both show the same. */
export function StepEditor({
  steps,
  onChange,
}: {
  steps: readonly DrawnStep[];
  onChange: (steps: readonly DrawnStep[]) => void;
}) {
  const t = useTranslations("tariffs.lab");
  const put = (index: number, step: DrawnStep) =>
    onChange(steps.map((one, at) => (at === index ? step : one)));
  const last = steps.at(-1);
  const cell = cn(controlLook, "h-9 text-right");
  return (
    <div className="flex flex-col gap-3">
      <StepDrawing steps={steps} onMove={put} />
      <p className="text-sm text-ink-soft">{t("stepsHint")}</p>
      <table className="w-full text-left">
        <caption className="sr-only">{t("stepsCaption")}</caption>
        <thead>
          <tr className="text-sm text-ink-soft">
            <th scope="col" className="pb-1 font-medium">
              {t("minute")}
            </th>
            <th scope="col" className="pb-1 pl-3 font-medium">
              {t("kw")}
            </th>
            <th scope="col">
              <span className="sr-only">{t("steps")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step, index) => (
            <tr key={index}>
              <td className="py-1">
                <input
                  aria-label={`${t("minute")}, ${index + 1}`}
                  type="number"
                  min={0}
                  max={10_080}
                  value={step.minute}
                  className={cell}
                  onChange={(event) =>
                    put(index, {
                      ...step,
                      minute: Math.max(0, Math.round(Number(event.target.value))),
                    })
                  }
                />
              </td>
              <td className="py-1 pl-3">
                <input
                  aria-label={`${t("kw")}, ${index + 1}`}
                  inputMode="decimal"
                  maxLength={10}
                  value={step.kw}
                  className={cell}
                  onChange={(event) => put(index, { ...step, kw: event.target.value })}
                />
              </td>
              <td className="py-1 pl-1 text-right">
                <Button
                  variant="quiet"
                  size="icon"
                  disabled={steps.length === 1}
                  aria-label={t("removeStep", { minute: step.minute })}
                  onClick={() => onChange(steps.filter((_, at) => at !== index))}
                >
                  <X aria-hidden className="size-4" />
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Button
        variant="secondary"
        size="sm"
        className="self-start"
        disabled={steps.length >= MOST_STEPS}
        onClick={() =>
          onChange([...steps, { minute: (last?.minute ?? -30) + 30, kw: last?.kw ?? "11" }])
        }
      >
        <Plus aria-hidden className="size-4" />
        {t("addStep")}
      </Button>
    </div>
  );
}
