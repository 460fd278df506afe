"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { refusalOf, useTRPC } from "@/trpc/client";
import { addCardInput, type AddCardInput } from "@/trpc/inputs/token";

/** Registers an RFID card by its number. */
export function AddCard() {
  const t = useTranslations("driver.tokens");
  return (
    <Dialog trigger={<Button>{t("add")}</Button>} title={t("addTitle")} description={t("addText")}>
      {(close) => <AddCardForm onDone={close} />}
    </Dialog>
  );
}

function AddCardForm({ onDone }: { onDone: () => void }) {
  const t = useTranslations("driver.tokens");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.driver.tokens.addCard.mutationOptions());
  const form = useForm<AddCardInput>({
    resolver: zodResolver(addCardInput),
    defaultValues: { number: "", label: "" },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (input) => {
    try {
      await mutateAsync(input);
      toast.success(t("added"));
      router.refresh();
      onDone();
    } catch (error) {
      const code = refusalOf(error);
      if (code === "CONFLICT") form.setError("number", { type: "taken" });
      else if (code === "BAD_REQUEST") form.setError("number", { type: "invalid" });
      else toast.error(action("failed"));
    }
  });
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <Field
        name="number"
        label={t("number")}
        hint={t("numberHint")}
        error={errors.number && t(errors.number.type === "taken" ? "taken" : "numberInvalid")}
      >
        <Input
          {...form.register("number")}
          isFigure
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
        />
      </Field>
      <Field name="label" label={t("label")} hint={t("labelHint")}>
        <Input {...form.register("label")} autoComplete="off" maxLength={64} />
      </Field>
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="secondary" onClick={onDone}>
          {action("cancel")}
        </Button>
        <Button type="submit" isPending={isSubmitting}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
