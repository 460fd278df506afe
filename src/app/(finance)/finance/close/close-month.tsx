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
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";

/** Closes a month once its name is typed: it cannot be opened again. */
export function CloseMonth({
  month,
  name,
  isRefused,
}: {
  month: string;
  name: string;
  isRefused: boolean;
}) {
  const t = useTranslations("accounting.close");
  return (
    <Dialog
      trigger={<Button disabled={isRefused}>{t("do", { month: name })}</Button>}
      title={t("doTitle", { month: name })}
      description={t("doText")}
    >
      {(close) => <CloseForm month={month} name={name} onDone={close} />}
    </Dialog>
  );
}

function CloseForm({ month, name, onDone }: { month: string; name: string; onDone: () => void }) {
  const t = useTranslations("accounting.close");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync, isPending } = useMutation(trpc.finance.accounting.close.mutationOptions());
  const [confirmation, setConfirmation] = useState("");
  const [isWrong, setWrong] = useState(false);
  const submit = async () => {
    if (confirmation.trim() !== month) {
      setWrong(true);
      return;
    }
    try {
      await mutateAsync({ month, confirmation });
      toast.success(t("done", { month: name }));
    } catch (error) {
      const isKnown = refusalOf(error) === "PRECONDITION_FAILED";
      toast.error(isKnown ? t("refused") : action("failed"));
    }
    onDone();
    router.refresh();
  };
  return (
    <Form onSubmit={submit}>
      <Field
        name="confirmation"
        label={t("type", { month })}
        error={isWrong ? t("wrong") : undefined}
      >
        <Input
          isFigure
          autoComplete="off"
          value={confirmation}
          onValueChange={(value) => {
            setConfirmation(value);
            setWrong(false);
          }}
        />
      </Field>
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="secondary" onClick={onDone}>
          {action("cancel")}
        </Button>
        <Button type="submit" variant="danger" isPending={isPending}>
          {t("do", { month: name })}
        </Button>
      </div>
    </Form>
  );
}
