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
import { Select } from "@/components/ui/select";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";
import { caseResolutionNames } from "@/trpc/inputs/case-filter";

type Resolution = (typeof caseResolutionNames)[number];

/** Takes a case or lays it down, and closes it with what became of it. */
export function CaseDeeds({
  id,
  isMine,
  canClose,
}: {
  id: string;
  isMine: boolean;
  canClose: boolean;
}) {
  const t = useTranslations("cases");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const assign = useMutation(trpc.finance.cases.assign.mutationOptions());
  const take = async () => {
    try {
      await assign.mutateAsync({ id, isMine: !isMine });
      toast.success(isMine ? t("laidDown") : t("taken"));
    } catch (error) {
      toast.error(refusalOf(error) === "PRECONDITION_FAILED" ? t("changed") : action("failed"));
    }
    router.refresh();
  };
  return (
    <>
      <Button variant="secondary" isPending={assign.isPending} onClick={() => void take()}>
        {isMine ? t("layDown") : t("take")}
      </Button>
      {canClose ? (
        <Dialog
          trigger={<Button>{t("close")}</Button>}
          title={t("close")}
          description={t("closeText")}
        >
          {(close) => <CloseForm id={id} onDone={close} />}
        </Dialog>
      ) : null}
    </>
  );
}

function CloseForm({ id, onDone }: { id: string; onDone: () => void }) {
  const t = useTranslations("cases");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync, isPending } = useMutation(trpc.finance.cases.close.mutationOptions());
  const [resolution, setResolution] = useState<Resolution>("corrected");
  const [note, setNote] = useState("");
  const [isMissing, setMissing] = useState(false);
  const submit = async () => {
    if (note.trim() === "") {
      setMissing(true);
      return;
    }
    try {
      await mutateAsync({ id, resolution, note });
      toast.success(t("closedDone"));
    } catch (error) {
      const isStale = refusalOf(error) === "PRECONDITION_FAILED";
      toast.error(isStale ? t("changed") : action("failed"));
      if (!isStale) return;
    }
    onDone();
    router.refresh();
  };
  return (
    <Form onSubmit={submit}>
      <Select
        label={t("resolution")}
        items={caseResolutionNames.map((value) => ({ value, label: t(`resolutions.${value}`) }))}
        value={resolution}
        onChange={setResolution}
      />
      <Field name="note" label={t("note")} error={isMissing ? t("noteMissing") : undefined}>
        <Input
          render={<textarea rows={3} />}
          className="h-auto py-2"
          maxLength={1000}
          value={note}
          onValueChange={(value) => {
            setNote(value);
            setMissing(false);
          }}
        />
      </Field>
      <FormButtons send={t("close")} isPending={isPending} onCancel={onDone} />
    </Form>
  );
}
