"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import type { Id } from "@/core/ids";
import { useTRPC } from "@/trpc/client";

/** Refuses an objection, with words that the driver reads. */
export function RefuseObjection({ caseId, driver }: { caseId: Id<"case">; driver: string }) {
  const t = useTranslations("credits.due");
  return (
    <Dialog
      trigger={
        <Button size="sm" variant="secondary">
          {t("refuse")}
        </Button>
      }
      title={t("refuseTitle", { driver })}
      description={t("refuseText")}
    >
      {(close) => <RefusalForm caseId={caseId} onDone={close} />}
    </Dialog>
  );
}

function RefusalForm({ caseId, onDone }: { caseId: Id<"case">; onDone: () => void }) {
  const t = useTranslations("credits.due");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const { mutateAsync, isPending } = useMutation(
    useTRPC().finance.creditNotes.refuseDispute.mutationOptions(),
  );
  const [words, setWords] = useState("");
  const [isMissing, setMissing] = useState(false);
  const submit = async () => {
    if (words.trim() === "") return setMissing(true);
    try {
      await mutateAsync({ caseId, words });
      toast.success(t("refused"));
    } catch {
      toast.error(action("failed"));
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
      <Field name="words" label={t("words")} error={isMissing ? t("wordsMissing") : undefined}>
        <Input
          render={<textarea rows={3} />}
          className="h-auto py-2"
          maxLength={1000}
          value={words}
          onValueChange={(text) => {
            setWords(text);
            setMissing(false);
          }}
        />
      </Field>
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="secondary" onClick={onDone}>
          {action("cancel")}
        </Button>
        <Button type="submit" variant="danger" isPending={isPending}>
          {t("refuse")}
        </Button>
      </div>
    </form>
  );
}
