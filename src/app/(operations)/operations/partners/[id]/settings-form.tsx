"use client";

import { Checkbox } from "@base-ui/react/checkbox";
import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { Check } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Controller, useForm } from "react-hook-form";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { formatMicro } from "@/core/money/quantity";
import { useTRPC } from "@/trpc/client";
import { partnerSettingsForm, type PartnerSettingsForm } from "@/trpc/inputs/partner";
import type { RouterOutputs } from "@/trpc/outputs";

type Settings = RouterOutputs["operations"]["partners"]["get"]["settings"];

/** What is done differently for this partner. */
export function SettingsForm({ partnerId, settings }: { partnerId: string; settings: Settings }) {
  const t = useTranslations("operations.partner");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.operations.partners.updateSettings.mutationOptions());
  const form = useForm<PartnerSettingsForm>({
    resolver: zodResolver(partnerSettingsForm),
    defaultValues: readSettings(settings),
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (input) => {
    try {
      await mutateAsync({ ...input, partnerId });
      toast.success(t("saved"));
      router.refresh();
    } catch {
      toast.error(action("failed"));
    }
  });
  return (
    <Section title={t("settings")}>
      <form
        noValidate
        onSubmit={(event) => void submit(event)}
        className="flex flex-col gap-5 border-t border-ink pt-5"
      >
        <Controller
          control={form.control}
          name="authEncoding"
          render={({ field }) => (
            <Select
              label={t("authEncoding")}
              value={field.value}
              onChange={field.onChange}
              items={(["default", "base64", "raw"] as const).map((value) => ({
                value,
                label: t(`auth_${value}`),
              }))}
            />
          )}
        />
        {(["trailingSlash", "maySpeakForOthers"] as const).map((name) => (
          <Controller
            key={name}
            control={form.control}
            name={name}
            render={({ field }) => (
              <label className="flex items-center gap-3">
                <Checkbox.Root
                  checked={field.value}
                  onCheckedChange={field.onChange}
                  className="flex size-5 shrink-0 items-center justify-center rounded-xs border border-rule-strong bg-sheet data-checked:border-brand data-checked:bg-brand"
                >
                  <Checkbox.Indicator>
                    <Check aria-hidden className="size-4 text-on-brand" />
                  </Checkbox.Indicator>
                </Checkbox.Root>
                {t(name)}
              </label>
            )}
          />
        ))}
        <Field
          name="tolerance"
          label={t("tolerance")}
          hint={t("toleranceHint")}
          error={errors.tolerance && t("toleranceInvalid")}
        >
          <Input {...form.register("tolerance")} inputMode="decimal" autoComplete="off" />
        </Field>
        <Field
          name="toleranceRate"
          label={t("toleranceRate")}
          hint={t("toleranceRateHint")}
          error={errors.toleranceRate && t("toleranceRateInvalid")}
        >
          <Input {...form.register("toleranceRate")} inputMode="decimal" autoComplete="off" />
        </Field>
        <Button type="submit" variant="secondary" isPending={isSubmitting} className="self-start">
          {t("save")}
        </Button>
      </form>
    </Section>
  );
}

function readSettings(settings: Settings): PartnerSettingsForm {
  const { authEncoding, trailingSlash, maySpeakForOthers, toleranceMicro, tolerancePpm } = settings;
  return {
    authEncoding: authEncoding ?? "default",
    trailingSlash: trailingSlash ?? false,
    maySpeakForOthers: maySpeakForOthers ?? false,
    tolerance: toleranceMicro === undefined ? "" : formatMicro(BigInt(toleranceMicro)),
    // Millionths to per cent.
    toleranceRate: tolerancePpm === undefined ? "" : formatMicro(BigInt(tolerancePpm) * 100n),
  };
}
