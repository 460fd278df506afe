"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { RadioList } from "@/components/ui/radio-list";
import { toast } from "@/components/ui/toast";
import {
  CLOCK_DAYS,
  clockSteps,
  dayCounts,
  isClockDays,
  USUAL_DAYS,
  type ClockDays,
  type ClockStep,
} from "@/core/disputes/dispute-clock";
import { formatTime } from "@/i18n/formats";
import { useTRPC } from "@/trpc/client";

/** Sets the clocks. `ends` says when each step would end that begins now, with the days as they are saved. */
export function ClocksForm({
  days,
  ends,
}: {
  days: ClockDays;
  ends: Readonly<Record<ClockStep, string>>;
}) {
  const t = useTranslations("disputes.clocks");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const [texts, setTexts] = useState(() => textsOf(days));
  const [counts, setCounts] = useState(days.counts);
  const [isTried, setTried] = useState(false);
  const saving = useMutation(useTRPC().finance.objections.setClocks.mutationOptions());
  const submit = async () => {
    setTried(true);
    if (!clockSteps.every((step) => isClockDays(daysOf(texts[step])))) return;
    const [finance, partner] = [daysOf(texts.finance), daysOf(texts.partner)];
    const [credit, refund] = [daysOf(texts.credit), daysOf(texts.refund)];
    try {
      await saving.mutateAsync({ finance, partner, credit, refund, counts });
      toast.success(t("saved"));
      router.refresh();
    } catch {
      toast.error(action("failed"));
    }
  };
  return (
    <Form className="max-w-xl" onSubmit={submit}>
      {clockSteps.map((step) => (
        <StepDays
          key={step}
          step={step}
          text={texts[step]}
          end={ends[step]}
          isTried={isTried}
          onChange={(text) => setTexts((before) => ({ ...before, [step]: text }))}
        />
      ))}
      <RadioList
        legend={t("counts")}
        items={dayCounts.map((value) => ({ value, label: t(value), hint: t(`${value}Hint`) }))}
        value={counts}
        onChange={setCounts}
      />
      <Button type="submit" className="self-start" isPending={saving.isPending}>
        {t("save")}
      </Button>
    </Form>
  );
}

function StepDays({
  step,
  text,
  end,
  isTried,
  onChange,
}: {
  step: ClockStep;
  text: string;
  end: string;
  isTried: boolean;
  onChange: (text: string) => void;
}) {
  const t = useTranslations("disputes.clocks");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  const day = formatTime(end, locale, timeZone, "weekday");
  const isWrong = isTried && !isClockDays(daysOf(text));
  return (
    <Field
      name={step}
      label={t(step)}
      hint={t("hint", { usual: USUAL_DAYS[step], day })}
      error={isWrong ? t("wrong", CLOCK_DAYS) : undefined}
    >
      <Input
        className="max-w-28"
        inputMode="numeric"
        maxLength={3}
        value={text}
        onValueChange={onChange}
      />
    </Field>
  );
}

function textsOf({ finance, partner, credit, refund }: ClockDays): Record<ClockStep, string> {
  return {
    finance: String(finance),
    partner: String(partner),
    credit: String(credit),
    refund: String(refund),
  };
}

/** A whole number as written; NaN for anything else. */
function daysOf(text: string): number {
  return /^\d+$/.test(text.trim()) ? Number(text.trim()) : Number.NaN;
}
