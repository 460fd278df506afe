"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { FormButtons } from "@/components/ui/form-buttons";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";

interface Known {
  readonly role: string;
  readonly account: string | null;
  readonly name: string | null;
  readonly vatCode: string | null;
}

/** Gives a role an account from a day on; without a role, one that is named in the form. */
export function RoleDialog({
  legalEntityId,
  today,
  role,
}: {
  legalEntityId: string;
  today: string;
  role?: Known;
}) {
  const t = useTranslations("accounting.accounts");
  return (
    <Dialog
      trigger={
        role ? (
          <Button variant="quiet" size="sm" aria-label={`${t("change")} ${role.role}`}>
            {t("change")}
          </Button>
        ) : (
          <Button variant="secondary">{t("add")}</Button>
        )
      }
      title={role ? t("changeTitle", { role: role.role }) : t("add")}
      description={role ? undefined : t("addHint")}
    >
      {(close) => (
        <RoleForm legalEntityId={legalEntityId} today={today} role={role} onDone={close} />
      )}
    </Dialog>
  );
}

function RoleForm({
  legalEntityId,
  today,
  role,
  onDone,
}: {
  legalEntityId: string;
  today: string;
  role: Known | undefined;
  onDone: () => void;
}) {
  const t = useTranslations("accounting.accounts");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync, isPending } = useMutation(trpc.finance.accounting.setRole.mutationOptions());
  const [form, setForm] = useState({
    role: role?.role ?? "",
    account: role?.account ?? "",
    name: role?.name ?? "",
    vatCode: role?.vatCode ?? "",
    from: today,
  });
  const [error, setError] = useState<string>();
  const set = (field: keyof typeof form) => (value: string) => {
    setForm({ ...form, [field]: value });
    setError(undefined);
  };
  const submit = async () => {
    try {
      await mutateAsync({ legalEntityId, ...form });
    } catch (problem) {
      const code = refusalOf(problem);
      if (code === "CONFLICT") setError(t("exists"));
      else if (code === "BAD_REQUEST") setError(t("invalid"));
      else toast.error(action("failed"));
      return;
    }
    toast.success(t("saved"));
    onDone();
    router.refresh();
  };
  return (
    <Form onSubmit={submit}>
      {role ? null : (
        <Field name="role" label={t("role")}>
          <Input isFigure value={form.role} onValueChange={set("role")} />
        </Field>
      )}
      <Field name="account" label={t("account")} error={error}>
        <Input
          isFigure
          inputMode="numeric"
          maxLength={8}
          value={form.account}
          onValueChange={set("account")}
        />
      </Field>
      <Field name="name" label={t("name")}>
        <Input maxLength={100} value={form.name} onValueChange={set("name")} />
      </Field>
      <Field name="vatCode" label={t("vatCode")} hint={t("vatHint")}>
        <Input isFigure maxLength={4} value={form.vatCode} onValueChange={set("vatCode")} />
      </Field>
      <Field name="from" label={t("from")}>
        <Input type="date" value={form.from} onValueChange={set("from")} />
      </Field>
      <FormButtons send={t("save")} isPending={isPending} onCancel={onDone} />
    </Form>
  );
}
