"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { formatDecimal, formatTime } from "@/i18n/formats";
import { useTRPC } from "@/trpc/client";
import { chargingWishInput, type ChargingWishInput } from "@/trpc/inputs/charging";
import { type Charging, problemKey, type SentWish } from "./wish-words";

type Style = ChargingWishInput["style"];

/** Every style; the operator may have prices for fewer. */
const ALL_STYLES = 4;

/** Asks for the departure, the energy and what matters most, and has it sent to the operator. */
export function WishForm({
  sessionId,
  timeZone,
  styles,
  latest,
  onSent,
}: {
  sessionId: string;
  timeZone: string;
  styles: Charging["styles"];
  latest: SentWish | null;
  onSent: () => void;
}) {
  const t = useTranslations("charging.wish");
  const locale = useLocale();
  const [problem, setProblem] = useState<ReturnType<typeof problemKey> | null>(null);
  const { mutateAsync } = useMutation(useTRPC().driver.wishes.set.mutationOptions());
  const first: Style = latest?.style ?? styles.find((one) => one === "CHEAP") ?? "REGULAR";
  const form = useForm<ChargingWishInput>({
    resolver: zodResolver(chargingWishInput),
    defaultValues: {
      id: sessionId,
      timeZone,
      style: first,
      leaveAt: latest?.leaveAt ? formatTime(latest.leaveAt, locale, timeZone, "time") : "",
      energyKwh: latest?.energyKwh ? formatDecimal(latest.energyKwh, locale, 2) : "",
    },
  });
  const style = useWatch({ control: form.control, name: "style" });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (input) => {
    setProblem(null);
    try {
      await mutateAsync(input);
      onSent();
    } catch (error) {
      setProblem(problemKey(error));
    }
  });
  return (
    <form
      noValidate
      onSubmit={(event) => void submit(event)}
      className="flex flex-col gap-5 print:hidden"
    >
      <div className="grid gap-5 sm:grid-cols-2">
        <Field name="leaveAt" label={t("leaveAt")} hint={t("leaveAtHint")}>
          <Input {...form.register("leaveAt")} type="time" />
        </Field>
        <Field
          name="energyKwh"
          label={t("energy")}
          hint={t("energyHint")}
          error={errors.energyKwh && t("energyInvalid")}
        >
          <Input {...form.register("energyKwh")} inputMode="decimal" autoComplete="off" isFigure />
        </Field>
      </div>
      <div className="flex flex-col gap-1.5">
        <Select<Style>
          label={t("style")}
          items={styles.map((value) => ({ value, label: t(`styles.${value}`) }))}
          value={style}
          onChange={(next) => form.setValue("style", next)}
        />
        {styles.length < ALL_STYLES ? (
          <p className="text-sm text-ink-soft">{t("fewStyles")}</p>
        ) : null}
      </div>
      {problem ? <Notice tone="bad" title={t(problem)} /> : null}
      <Button type="submit" isPending={isSubmitting} className="self-start">
        {t(latest ? "again" : "send")}
      </Button>
    </form>
  );
}
