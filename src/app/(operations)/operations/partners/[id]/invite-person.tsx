"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { toast } from "@/components/ui/toast";
import { Field, Input } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";
import { partnerPersonForm, type PartnerPersonForm } from "@/trpc/inputs/partner-page";

/** Gives a person at the partner access to its pages. */
export function InvitePerson({ partnerId, onDone }: { partnerId: string; onDone: () => void }) {
  const t = useTranslations("partner.access");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.operations.partners.invitePerson.mutationOptions());
  const form = useForm<PartnerPersonForm>({
    resolver: zodResolver(partnerPersonForm),
    defaultValues: { name: "", email: "" },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (input) => {
    try {
      await mutateAsync({ ...input, partnerId });
      toast.success(t("personAdded", { name: input.name }));
      router.refresh();
      onDone();
    } catch (error) {
      if (refusalOf(error) === "CONFLICT") form.setError("email", { type: "taken" });
      else toast.error(action("failed"));
    }
  });
  const emailError = errors.email?.type === "taken" ? "personTaken" : "personEmailInvalid";
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <Field name="name" label={t("personName")} error={errors.name && t("personNameInvalid")}>
        <Input {...form.register("name")} autoComplete="off" maxLength={100} />
      </Field>
      <Field name="email" label={t("personEmail")} error={errors.email && t(emailError)}>
        <Input {...form.register("email")} type="email" autoComplete="off" maxLength={254} />
      </Field>
      <FormButtons send={t("personAdd")} isPending={isSubmitting} onCancel={onDone} />
    </form>
  );
}
