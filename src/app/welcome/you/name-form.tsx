"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { StepButtons } from "@/app/welcome/step-buttons";
import { Field, Input } from "@/components/ui/field";
import { toast } from "@/components/ui/toast";
import { useTRPC } from "@/trpc/client";
import { nameInput, type NameInput } from "@/trpc/inputs/welcome";

export function NameForm({ name, email }: { name: string; email: string }) {
  const t = useTranslations("welcome.you");
  const words = useTranslations("welcome");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync, isSuccess } = useMutation(trpc.welcome.saveName.mutationOptions());
  const form = useForm<NameInput>({ resolver: zodResolver(nameInput), defaultValues: { name } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (input) => {
    try {
      await mutateAsync(input);
      router.push("/welcome/invoice");
    } catch {
      toast.error(words("failed"));
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
        hint={t("email", { email })}
        error={errors.name && t("nameInvalid")}
      >
        <Input {...form.register("name")} autoComplete="name" maxLength={100} />
      </Field>
      <StepButtons isPending={isSubmitting || isSuccess} />
    </form>
  );
}
