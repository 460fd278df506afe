"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useForm, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { useTRPC } from "@/trpc/client";
import { chargingLimitInput, type ChargingLimitInput } from "@/trpc/inputs/charging";
import { useRequest } from "./use-request";

type Unit = ChargingLimitInput["unit"];

/** Holds the session under one limit, from now on for some time. */
export function LimitForm({ sessionId }: { sessionId: string }) {
  const t = useTranslations("charging.requests");
  const { mutateAsync } = useMutation(useTRPC().operations.charging.limit.mutationOptions());
  const request = useRequest();
  const form = useForm<ChargingLimitInput>({
    resolver: zodResolver(chargingLimitInput),
    defaultValues: { id: sessionId, unit: "W", limit: "", minutes: "60" },
  });
  const unit = useWatch({ control: form.control, name: "unit" });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (input) => {
    await request(() => mutateAsync(input));
  });
  return (
    <Section title={t("setTitle")} className="print:hidden">
      <form
        noValidate
        onSubmit={(event) => void submit(event)}
        className="flex max-w-prose flex-col gap-5"
      >
        <div className="grid gap-5 sm:grid-cols-3">
          <Field name="limit" label={t("limitField")} error={errors.limit && t("limitInvalid")}>
            <Input {...form.register("limit")} inputMode="decimal" autoComplete="off" isFigure />
          </Field>
          <Select<Unit>
            label={t("unit")}
            items={(["W", "A"] as const).map((value) => ({ value, label: t(`units.${value}`) }))}
            value={unit}
            onChange={(next) => form.setValue("unit", next)}
          />
          <Field name="minutes" label={t("minutes")} error={errors.minutes && t("minutesInvalid")}>
            <Input {...form.register("minutes")} inputMode="numeric" autoComplete="off" isFigure />
          </Field>
        </div>
        <Button type="submit" isPending={isSubmitting} className="self-start">
          {t("set")}
        </Button>
      </form>
    </Section>
  );
}
