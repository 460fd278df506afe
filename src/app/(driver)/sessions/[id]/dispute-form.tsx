"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { useTRPC } from "@/trpc/client";

const REASONS = ["amount", "not_me", "no_charge", "fault", "other"] as const;
type Reason = (typeof REASONS)[number];

/** A driver says that a charge is not right, with a reason and in his words. */
export function DisputeForm({ sessionId }: { sessionId: string }) {
  const t = useTranslations("credits.dispute");
  return (
    <div className="print:hidden">
      <Dialog
        trigger={<Button variant="secondary">{t("open")}</Button>}
        title={t("title")}
        description={t("lead")}
      >
        {(close) => <Fields sessionId={sessionId} onDone={close} />}
      </Dialog>
    </div>
  );
}

function Fields({ sessionId, onDone }: { sessionId: string; onDone: () => void }) {
  const t = useTranslations("credits.dispute");
  const reasons = useTranslations("credits.due.reasons");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const { mutateAsync, isPending } = useMutation(
    useTRPC().driver.creditNotes.dispute.mutationOptions(),
  );
  const [reason, setReason] = useState<Reason>("amount");
  const [text, setText] = useState("");
  const [isMissing, setMissing] = useState(false);
  const submit = async () => {
    if (text.trim() === "") return setMissing(true);
    try {
      await mutateAsync({ id: sessionId, reason, text });
      toast.success(t("sent"));
    } catch {
      toast.error(action("failed"));
      return;
    }
    onDone();
    router.refresh();
  };
  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Select
        label={t("reason")}
        items={REASONS.map((value) => ({ value, label: reasons(value) }))}
        value={reason}
        onChange={setReason}
      />
      <Field name="text" label={t("text")} error={isMissing ? t("textMissing") : undefined}>
        <Input
          render={<textarea rows={4} />}
          className="h-auto py-2"
          maxLength={1000}
          value={text}
          onValueChange={(next) => {
            setText(next);
            setMissing(false);
          }}
        />
      </Field>
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="secondary" onClick={onDone}>
          {action("cancel")}
        </Button>
        <Button type="submit" isPending={isPending}>
          {t("send")}
        </Button>
      </div>
    </form>
  );
}
