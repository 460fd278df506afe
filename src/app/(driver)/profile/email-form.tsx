"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";
import { emailInput, type EmailInput } from "@/trpc/inputs/welcome";

/** Asks for a link to another address. The answer is the same whether the address is free. */
export function EmailForm() {
  const t = useTranslations("profile");
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.driver.profile.changeEmail.mutationOptions());
  const [isSent, setSent] = useState(false);
  const form = useForm<EmailInput>({
    resolver: zodResolver(emailInput),
    defaultValues: { email: "" },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (input) => {
    setSent(false);
    try {
      await mutateAsync(input);
      setSent(true);
      form.reset();
    } catch (error) {
      const isLimit = refusalOf(error) === "TOO_MANY_REQUESTS";
      form.setError("email", { type: isLimit ? "limit" : "refused" });
    }
  });
  const wrong = errors.email && t(errors.email.type === "limit" ? "emailLimit" : "emailInvalid");
  return (
    <form
      noValidate
      onSubmit={(event) => void submit(event)}
      className="flex max-w-md flex-col gap-5"
    >
      {isSent ? <Notice tone="ok" title={t("emailSent")} /> : null}
      <Field name="email" label={t("emailNew")} hint={t("emailHint")} error={wrong}>
        <Input
          {...form.register("email")}
          type="email"
          autoComplete="off"
          inputMode="email"
          spellCheck={false}
        />
      </Field>
      <Button type="submit" variant="secondary" isPending={isSubmitting} className="self-start">
        {t("emailAsk")}
      </Button>
    </form>
  );
}
