"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { FormProvider, useForm } from "react-hook-form";
import { BillToFields } from "@/components/bill-to/bill-to-fields";
import { billToValues, refusedField } from "@/components/bill-to/bill-to-values";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { toast } from "@/components/ui/toast";
import { useTRPC } from "@/trpc/client";
import { profileInput, type ProfileForm as Values } from "@/trpc/inputs/welcome";
import type { Profile } from "./profile";

export function ProfileForm({ profile }: { profile: Omit<Profile, "since"> }) {
  const t = useTranslations("profile");
  const words = useTranslations("welcome.you");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.driver.profile.save.mutationOptions());
  const form = useForm<Values>({
    resolver: zodResolver(profileInput),
    defaultValues: { name: profile.name, ...billToValues(profile, profile.address.country) },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (input) => {
    try {
      await mutateAsync(input);
      toast.success(t("saved"));
      router.refresh();
    } catch (error) {
      const field = refusedField(error);
      if (field) form.setError(field, { type: "refused" }, { shouldFocus: true });
      else toast.error(t("failed"));
    }
  });
  return (
    <FormProvider {...form}>
      <form
        noValidate
        onSubmit={(event) => void submit(event)}
        className="flex max-w-md flex-col gap-5"
      >
        <Field name="name" label={t("name")} error={errors.name && words("nameInvalid")}>
          <Input {...form.register("name")} autoComplete="name" maxLength={100} />
        </Field>
        <BillToFields countries={profile.countries} />
        <Button type="submit" isPending={isSubmitting} className="self-start">
          {t("save")}
        </Button>
      </form>
    </FormProvider>
  );
}
