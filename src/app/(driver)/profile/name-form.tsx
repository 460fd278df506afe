"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { toast } from "@/components/ui/toast";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";
import { nameInput, type NameInput } from "@/trpc/inputs/welcome";

/** What a member is called. */
export function NameForm({ name }: NameInput) {
  const t = useTranslations("profile");
  const words = useTranslations("welcome.you");
  const router = useRouter();
  const { mutateAsync } = useMutation(useTRPC().driver.profile.rename.mutationOptions());
  const form = useForm<NameInput>({ resolver: zodResolver(nameInput), defaultValues: { name } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (input) => {
    try {
      await mutateAsync(input);
      toast.success(t("saved"));
      router.refresh();
    } catch (error) {
      if (refusalOf(error) === "BAD_REQUEST") form.setError("name", { type: "refused" });
      else toast.error(t("failed"));
    }
  });
  return (
    <form
      noValidate
      onSubmit={(event) => void submit(event)}
      className="flex max-w-md flex-col gap-5"
    >
      <Field
        name="name"
        label={t("name")}
        hint={t("memberName")}
        error={errors.name && words("nameInvalid")}
      >
        <Input {...form.register("name")} autoComplete="name" maxLength={100} />
      </Field>
      <Button type="submit" isPending={isSubmitting} className="self-start">
        {t("save")}
      </Button>
    </form>
  );
}
