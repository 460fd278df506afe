"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { useRefusal } from "@/app/(operations)/operations/sites/refusal";
import { CopyButton } from "@/components/copy-button";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { FormButtons } from "@/components/ui/form-buttons";
import { Notice } from "@/components/ui/notice";
import { useTRPC } from "@/trpc/client";
import { keyForm, type KeyForm } from "@/trpc/inputs/site";

/** Makes a key to the grid interface and shows it this once. */
export function MakeKey({ siteId }: { siteId: string }) {
  const t = useTranslations("sites.key");
  return (
    <Dialog
      trigger={
        <Button variant="secondary" size="sm">
          {t("make")}
        </Button>
      }
      title={t("make")}
      description={t("makeText")}
    >
      {(close) => <MakeKeyForm siteId={siteId} onDone={close} />}
    </Dialog>
  );
}

function MakeKeyForm({ siteId, onDone }: { siteId: string; onDone: () => void }) {
  const t = useTranslations("sites.key");
  const fields = useTranslations("sites.form");
  const router = useRouter();
  const refuse = useRefusal();
  const trpc = useTRPC();
  const { mutateAsync, data } = useMutation(trpc.operations.sites.makeKey.mutationOptions());
  const form = useForm<KeyForm>({ resolver: zodResolver(keyForm), defaultValues: { name: "" } });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ name }) => {
    try {
      await mutateAsync({ siteId, name });
      router.refresh();
    } catch (error) {
      refuse(error);
    }
  });
  if (data) {
    return (
      <div className="flex flex-col gap-5">
        <Notice tone="wait" title={t("once")}>
          {t("onceText")}
        </Notice>
        <div className="flex items-center justify-between gap-4 border-y py-3">
          <code className="min-w-0 text-sm break-all select-all">{data.secret}</code>
          <CopyButton text={data.secret} label={t("copy")} />
        </div>
        <div className="flex justify-end">
          <Button onClick={onDone}>{t("close")}</Button>
        </div>
      </div>
    );
  }
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <Field
        name="name"
        label={t("name")}
        hint={t("nameHint")}
        error={errors.name && fields("nameInvalid")}
      >
        <Input {...form.register("name")} autoComplete="off" maxLength={100} />
      </Field>
      <FormButtons send={t("make")} isPending={isSubmitting} onCancel={onDone} />
    </form>
  );
}
