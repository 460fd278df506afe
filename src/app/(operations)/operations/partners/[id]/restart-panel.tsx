"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { ConfirmDialog, Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Section } from "@/components/ui/section";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";
import { registerAgainForm, type RegisterAgainForm } from "@/trpc/inputs/partner";
import {
  InvitationSlip,
  type Invitation,
} from "@/app/(operations)/operations/partners/invitation-slip";

interface Of {
  readonly partnerId: string;
  readonly name: string;
  readonly versionsUrl: string;
}

/** Starting over with a partner, in either direction, and ending the connection. */
export function RestartPanel({ isRegistered, ...of }: Of & { isRegistered: boolean }) {
  const t = useTranslations("operations.partner");
  const { name } = of;
  return (
    <Section title={t("restart")}>
      <p className="-mt-3 text-sm text-ink-soft">{t("restartLead")}</p>
      <div className="flex flex-wrap gap-3">
        <Dialog
          trigger={<Button variant="secondary">{t("inviteAgain")}</Button>}
          title={t("inviteAgain")}
          description={t("inviteAgainText", { name })}
          className="w-[34rem]"
        >
          {(close) => <InviteAgain partnerId={of.partnerId} onDone={close} />}
        </Dialog>
        <Dialog
          trigger={<Button variant="secondary">{t("registerAgain")}</Button>}
          title={t("registerAgain")}
          description={t("registerAgainText", { name })}
        >
          {(close) => <RegisterAgain of={of} onDone={close} />}
        </Dialog>
        {isRegistered ? <Leave of={of} /> : null}
      </div>
    </Section>
  );
}

function InviteAgain({ partnerId, onDone }: { partnerId: string; onDone: () => void }) {
  const t = useTranslations("operations.partner");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync, isPending } = useMutation(
    trpc.operations.partners.inviteAgain.mutationOptions(),
  );
  const [invitation, setInvitation] = useState<Invitation>();
  const confirm = async () => {
    try {
      setInvitation(await mutateAsync({ partnerId }));
      router.refresh();
    } catch {
      toast.error(action("failed"));
    }
  };
  if (invitation) return <InvitationSlip invitation={invitation} onDone={onDone} />;
  return (
    <div className="flex flex-wrap justify-end gap-3">
      <Button variant="secondary" onClick={onDone}>
        {action("cancel")}
      </Button>
      <Button variant="danger" isPending={isPending} onClick={() => void confirm()}>
        {t("inviteAgain")}
      </Button>
    </div>
  );
}

function RegisterAgain({ of, onDone }: { of: Of; onDone: () => void }) {
  const t = useTranslations("operations.partner");
  const words = useTranslations("operations.partners");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.operations.partners.registerAgain.mutationOptions());
  const form = useForm<RegisterAgainForm>({
    resolver: zodResolver(registerAgainForm),
    defaultValues: { versionsUrl: of.versionsUrl, token: "" },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (input) => {
    try {
      await mutateAsync({ ...input, partnerId: of.partnerId });
      onDone();
      router.refresh();
    } catch (error) {
      const code = refusalOf(error);
      if (code === "BAD_REQUEST") form.setError("versionsUrl", { type: "refused" });
      else toast.error(action("failed"));
    }
  });
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <Field
        name="versionsUrl"
        label={words("url")}
        error={errors.versionsUrl && words("urlInvalid")}
      >
        <Input {...form.register("versionsUrl")} type="url" autoComplete="off" spellCheck={false} />
      </Field>
      <Field
        name="token"
        label={words("token")}
        hint={words("tokenHint")}
        error={errors.token && words("tokenInvalid")}
      >
        <Input {...form.register("token")} isFigure autoComplete="off" spellCheck={false} />
      </Field>
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="secondary" onClick={onDone}>
          {action("cancel")}
        </Button>
        <Button type="submit" variant="danger" isPending={isSubmitting}>
          {t("registerAgain")}
        </Button>
      </div>
    </form>
  );
}

function Leave({ of }: { of: Of }) {
  const t = useTranslations("operations.partner");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.operations.partners.leave.mutationOptions());
  const confirm = async () => {
    try {
      await mutateAsync({ partnerId: of.partnerId });
      toast.success(t("left"));
    } catch {
      toast.error(action("failed"));
    }
    router.refresh();
  };
  return (
    <ConfirmDialog
      trigger={<Button variant="quiet">{t("leave")}</Button>}
      title={t("leaveTitle", { name: of.name })}
      description={t("leaveText")}
      confirmLabel={t("leave")}
      isDanger
      onConfirm={confirm}
    />
  );
}
