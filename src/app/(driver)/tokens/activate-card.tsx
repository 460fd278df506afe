"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";
import { activateCardInput, type ActivateCardInput } from "@/trpc/inputs/token";

/** Activates a card by the number printed on it, or by its chip's. */
export function ActivateCard({ label, size }: { label?: string; size?: "sm" }) {
  const t = useTranslations("cards.activate");
  const trigger = (
    <Button {...(size && { size })} {...(label && { variant: "secondary" as const })}>
      {label ?? t("title")}
    </Button>
  );
  return (
    <Dialog trigger={trigger} title={t("title")} description={t("text")}>
      {(close) => <ActivateForm onDone={close} />}
    </Dialog>
  );
}

function ActivateForm({ onDone }: { onDone: () => void }) {
  const t = useTranslations("cards.activate");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.driver.tokens.activate.mutationOptions());
  const form = useForm<ActivateCardInput>({
    resolver: zodResolver(activateCardInput),
    defaultValues: { number: "", name: "" },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (input) => {
    try {
      const { name, replaced } = await mutateAsync(input);
      toast.success(t(replaced ? "doneReplaced" : "done", { name }));
      router.refresh();
      onDone();
    } catch (error) {
      const code = refusalOf(error);
      if (code === "CONFLICT") form.setError("number", { type: "taken" });
      else if (code === "BAD_REQUEST") form.setError("number", { type: "unknown" });
      else toast.error(action("failed"));
    }
  });
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <Field
        name="number"
        label={t("number")}
        hint={t("numberHint")}
        error={errors.number && t(errors.number.type === "taken" ? "taken" : "unknown")}
      >
        <Input
          {...form.register("number")}
          isFigure
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
        />
      </Field>
      <Field name="name" label={t("name")} hint={t("nameHint")}>
        <Input {...form.register("name")} autoComplete="off" maxLength={40} />
      </Field>
      <FormButtons send={t("submit")} isPending={isSubmitting} onCancel={onDone} />
    </form>
  );
}
