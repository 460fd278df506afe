"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { useTRPC } from "@/trpc/client";
import { partnerSettingsForm, type PartnerSettingsForm } from "@/trpc/inputs/partner";
import { PaceSettings, ReadingSettings } from "./settings-in";
import { ShownSettings, WritingSettings } from "./settings-out";
import { readSettings, type SettingsOf } from "./settings-values";

/** What is done differently for this partner. */
export function SettingsForm({ partnerId, of }: { partnerId: string; of: SettingsOf }) {
  const t = useTranslations("operations.settings");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.operations.partners.updateSettings.mutationOptions());
  const form = useForm<PartnerSettingsForm>({
    resolver: zodResolver(partnerSettingsForm),
    values: readSettings(of),
    resetOptions: { keepDirtyValues: true },
  });
  const { isSubmitting, isDirty } = form.formState;
  const submit = form.handleSubmit(async (input) => {
    try {
      await mutateAsync({ ...input, partnerId });
      form.reset(input);
      toast.success(t("saved"));
      router.refresh();
    } catch {
      toast.error(action("failed"));
    }
  });
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col">
      <ShownSettings form={form} />
      <WritingSettings form={form} />
      <ReadingSettings form={form} />
      <PaceSettings form={form} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-ink pt-5">
        <Button type="submit" isPending={isSubmitting}>
          {t("save")}
        </Button>
        <output className="text-sm text-ink-soft">{isDirty ? t("unsaved") : t("inForce")}</output>
      </div>
    </form>
  );
}
