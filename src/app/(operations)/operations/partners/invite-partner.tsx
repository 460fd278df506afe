"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { useTRPC } from "@/trpc/client";
import { invitePartnerInput, type InvitePartnerInput } from "@/trpc/inputs/partner";
import { InvitationSlip, type Invitation } from "./invitation-slip";

/** Makes a partner that registers itself with us, and shows its TOKEN_A once. */
export function InvitePartner() {
  const t = useTranslations("operations.partners");
  return (
    <Dialog
      trigger={<Button variant="secondary">{t("invite")}</Button>}
      title={t("invite")}
      description={t("inviteText")}
      className="w-[34rem]"
    >
      {(close) => <InviteForm onDone={close} />}
    </Dialog>
  );
}

function InviteForm({ onDone }: { onDone: () => void }) {
  const t = useTranslations("operations.partners");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.operations.partners.invite.mutationOptions());
  const [invitation, setInvitation] = useState<Invitation>();
  const form = useForm<InvitePartnerInput>({
    resolver: zodResolver(invitePartnerInput),
    defaultValues: { name: "" },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (input) => {
    try {
      setInvitation(await mutateAsync(input));
      router.refresh();
    } catch {
      toast.error(action("failed"));
    }
  });
  if (invitation) return <InvitationSlip invitation={invitation} onDone={onDone} />;
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
      <FormButtons send={t("makeToken")} isPending={isSubmitting} onCancel={onDone} />
    </form>
  );
}
