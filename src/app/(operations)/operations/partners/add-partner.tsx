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
import { addPartnerInput, type AddPartnerInput } from "@/trpc/inputs/partner";

/** Makes a partner at which we register; its page then follows the registration. */
export function AddPartner() {
  const t = useTranslations("operations.partners");
  return (
    <Dialog trigger={<Button>{t("add")}</Button>} title={t("add")} description={t("addText")}>
      {(close) => <AddPartnerForm onDone={close} />}
    </Dialog>
  );
}

function AddPartnerForm({ onDone }: { onDone: () => void }) {
  const t = useTranslations("operations.partners");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.operations.partners.add.mutationOptions());
  const form = useForm<AddPartnerInput>({
    resolver: zodResolver(addPartnerInput),
    defaultValues: { name: "", versionsUrl: "", token: "" },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (input) => {
    try {
      const { partnerId } = await mutateAsync(input);
      router.push(`/operations/partners/${partnerId}`);
    } catch (error) {
      const code = refusalOf(error);
      if (code === "BAD_REQUEST") form.setError("versionsUrl", { type: "refused" });
      else toast.error(action("failed"));
    }
  });
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <Field
        name="name"
        label={t("fieldName")}
        hint={t("nameHint")}
        error={errors.name && t("nameInvalid")}
      >
        <Input {...form.register("name")} autoComplete="off" maxLength={100} />
      </Field>
      <Field
        name="versionsUrl"
        label={t("url")}
        hint={t("urlHint")}
        error={errors.versionsUrl && t("urlInvalid")}
      >
        <Input {...form.register("versionsUrl")} type="url" autoComplete="off" spellCheck={false} />
      </Field>
      <Field
        name="token"
        label={t("token")}
        hint={t("tokenHint")}
        error={errors.token && t("tokenInvalid")}
      >
        <Input {...form.register("token")} isFigure autoComplete="off" spellCheck={false} />
      </Field>
      <FormButtons send={t("register")} isPending={isSubmitting} onCancel={onDone} />
    </form>
  );
}
