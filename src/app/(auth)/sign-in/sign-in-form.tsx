"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { signInInput, type SignInInput } from "@/trpc/inputs/sign-in";
import { askForLink } from "./actions";

export function SignInForm() {
  const t = useTranslations("signIn");
  const form = useForm<SignInInput>({
    resolver: zodResolver(signInInput),
    defaultValues: { email: "" },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ email }) => {
    const refusal = await askForLink(email);
    form.setError("email", {
      message: refusal === "limit" ? t("error.limit") : t("emailInvalid"),
    });
  });
  const problem = errors.email && (errors.email.type === "custom" || !errors.email.message);
  return (
    <form
      method="post"
      noValidate
      onSubmit={(event) => void submit(event)}
      className="flex flex-col gap-5"
    >
      <Field
        name="email"
        label={t("email")}
        hint={t("emailHint")}
        error={errors.email && (problem ? errors.email.message : t("emailInvalid"))}
      >
        <Input
          {...form.register("email")}
          type="email"
          autoComplete="email"
          inputMode="email"
          spellCheck={false}
        />
      </Field>
      <Button type="submit" isPending={isSubmitting} className="self-start">
        {isSubmitting ? t("sending") : t("send")}
      </Button>
    </form>
  );
}
