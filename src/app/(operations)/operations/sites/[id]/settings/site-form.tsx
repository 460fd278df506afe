"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { FormProvider, useForm, useWatch } from "react-hook-form";
import { toast } from "@/components/ui/toast";
import { Check } from "@/app/(operations)/operations/partners/[id]/settings/check";
import { useRefusal } from "@/app/(operations)/operations/sites/refusal";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { useTRPC } from "@/trpc/client";
import { siteSettingsForm, slotLengths, type SiteSettingsForm } from "@/trpc/inputs/site";
import { BaseLoadFields } from "./base-load-fields";
import { kilowattsOf } from "./node-values";
import type { Site } from "./site-sheet";

type TextName =
  | "assumedEnergyKwh"
  | "assumedStayMinutes"
  | "horizonHours"
  | "name"
  | "safeKw"
  | "timeZone"
  | "voltage";

/** What holds for a whole site. */
export function SiteForm({ site, zones }: { site: Site; zones: readonly string[] }) {
  const t = useTranslations("sites.form");
  const router = useRouter();
  const refuse = useRefusal();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.operations.sites.change.mutationOptions());
  const form = useForm<SiteSettingsForm>({
    resolver: zodResolver(siteSettingsForm),
    defaultValues: valuesOf(site),
  });
  const { errors, isSubmitting } = form.formState;
  const [zone, slotMinutes, isSteered] = useWatch({
    control: form.control,
    name: ["zone", "slotMinutes", "isSteered"],
  });
  const submit = form.handleSubmit(async (settings) => {
    try {
      await mutateAsync({ siteId: site.id, settings });
      toast.success(t("saved"));
      router.refresh();
    } catch (error) {
      refuse(error);
    }
  });
  const text = (name: TextName, hint?: string) => (
    <Field name={name} label={t(name)} hint={hint} error={errors[name] && t("invalid")}>
      <Input {...form.register(name)} autoComplete="off" />
    </Field>
  );
  return (
    <FormProvider {...form}>
      <form
        noValidate
        onSubmit={(event) => void submit(event)}
        className="flex max-w-2xl flex-col gap-5"
      >
        <Check
          label={t("steer")}
          hint={t("steerHint")}
          isChecked={isSteered}
          onChange={(next) => form.setValue("isSteered", next)}
        />
        <div className="grid items-start gap-5 sm:grid-cols-2">
          {text("name")}
          {text("timeZone")}
          <Select
            label={t("zone")}
            items={[
              { value: "", label: t("noZone") },
              ...zones.map((value) => ({ value, label: value })),
            ]}
            value={zone}
            onChange={(next) => form.setValue("zone", next)}
          />
          {text("voltage")}
          <Select
            label={t("slot")}
            items={slotLengths.map((value) => ({
              value,
              label: t("minutes", { count: Number(value) }),
            }))}
            value={slotMinutes}
            onChange={(next) => form.setValue("slotMinutes", next)}
          />
          {text("horizonHours")}
          {text("safeKw", t("safeHint"))}
          {text("assumedStayMinutes", t("assumedHint"))}
          {text("assumedEnergyKwh")}
        </div>
        <BaseLoadFields />
        <div className="flex justify-end">
          <Button type="submit" isPending={isSubmitting}>
            {t("save")}
          </Button>
        </div>
      </form>
    </FormProvider>
  );
}

function valuesOf(site: Site): SiteSettingsForm {
  const steps = (watts: readonly number[] | undefined) =>
    (watts ?? []).map((one) => one / 1_000).join(" ");
  const slotMinutes = (["5", "10", "15"] as const).find((one) => Number(one) === site.slotMinutes);
  return {
    name: site.name,
    timeZone: site.timeZone,
    zone: site.zone ?? "",
    voltage: String(site.voltage),
    slotMinutes: slotMinutes ?? "15",
    horizonHours: String(Math.max(1, Math.floor((site.horizonSlots * site.slotMinutes) / 60))),
    isSteered: site.isSteered,
    safeKw: kilowattsOf(site.safeW),
    weekdayKw: steps(site.baseLoad?.weekdayW),
    weekendKw: steps(site.baseLoad?.weekendW),
    assumedStayMinutes: String(site.assumedStayMinutes),
    assumedEnergyKwh: String(Math.max(1, Math.round(site.assumedEnergyWh / 1_000))),
  };
}
