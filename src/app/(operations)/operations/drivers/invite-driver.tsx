"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useForm, useWatch } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { locales } from "@/i18n/locale";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";
import { inviteDriverInput, type InviteDriverInput } from "@/trpc/inputs/welcome";

/** Sends somebody a link by which he becomes a driver. */
export function InviteDriver() {
  const t = useTranslations("profile.invites");
  return (
    <Dialog
      trigger={<Button>{t("invite")}</Button>}
      title={t("invite")}
      description={t("inviteText")}
    >
      {(close) => <InviteForm onDone={close} />}
    </Dialog>
  );
}

function InviteForm({ onDone }: { onDone: () => void }) {
  const t = useTranslations("profile.invites");
  const words = useTranslations("shell");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.operations.drivers.invite.mutationOptions());
  const form = useForm<InviteDriverInput>({
    resolver: zodResolver(inviteDriverInput),
    defaultValues: { email: "", locale: useLocale() },
  });
  const locale = useWatch({ control: form.control, name: "locale" });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (input) => {
    try {
      await mutateAsync(input);
      toast.success(t("sent"));
      onDone();
      router.refresh();
    } catch (error) {
      const isTaken = refusalOf(error) === "CONFLICT";
      if (isTaken) form.setError("email", { type: "taken" });
      else toast.error(words("action.failed"));
    }
  });
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <Field
        name="email"
        label={t("email")}
        error={errors.email && t(errors.email.type === "taken" ? "taken" : "emailInvalid")}
      >
        <Input {...form.register("email")} type="email" autoComplete="off" spellCheck={false} />
      </Field>
      <Select
        label={t("language")}
        items={locales.map((value) => ({ value, label: words(`account.${value}`) }))}
        value={locale}
        onChange={(next) => form.setValue("locale", next)}
      />
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="secondary" onClick={onDone}>
          {words("action.cancel")}
        </Button>
        <Button type="submit" isPending={isSubmitting}>
          {t("send")}
        </Button>
      </div>
    </form>
  );
}
