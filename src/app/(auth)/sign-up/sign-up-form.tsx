"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { signInInput, type SignInInput } from "@/trpc/inputs/sign-in";
import { askToSignUp, type SignUpRefusal } from "./actions";

/** The one field that a stranger is asked for. */
export function SignUpForm() {
  const t = useTranslations("welcome.signUp");
  const words = useTranslations("signIn");
  const form = useForm<SignInInput>({
    resolver: zodResolver(signInInput),
    defaultValues: { email: "" },
  });
  const { errors, isSubmitting } = form.formState;
  const told: Readonly<Record<SignUpRefusal, string>> = {
    emailInvalid: words("emailInvalid"),
    limit: words("error.limit"),
    closed: t("closedTitle"),
  };
  const submit = form.handleSubmit(async ({ email }) => {
    form.setError("email", { type: "refused", message: told[await askToSignUp(email)] });
  });
  const { email: wrong } = errors;
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
        error={wrong && (wrong.type === "refused" ? wrong.message : told.emailInvalid)}
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
        {t("send")}
      </Button>
    </form>
  );
}
