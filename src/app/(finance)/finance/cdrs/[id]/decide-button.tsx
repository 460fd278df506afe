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

type Decision = "accept_claim" | "accept_own" | "reject";

const NAMES = {
  accept_claim: "acceptClaim",
  accept_own: "acceptOwn",
  reject: "reject",
} as const;

/** One decision on a held CDR: says what it books, asks why, and books it. */
export function DecideButton({
  cdrId,
  decision,
  amount,
  effects,
  isRefused,
}: {
  cdrId: string;
  decision: Decision;
  amount: string;
  effects: readonly string[];
  isRefused: boolean;
}) {
  const t = useTranslations("finance.cdr");
  const name = t(NAMES[decision]);
  return (
    <Dialog
      trigger={
        <Button
          variant={decision === "accept_own" ? "primary" : "secondary"}
          className="justify-between"
        >
          {name}
          <span className="tabular-nums">{amount}</span>
        </Button>
      }
      title={name}
      description={
        <>
          <span className="block pb-1 font-medium text-ink">{t("willBook")}</span>
          {effects.map((effect) => (
            <span key={effect} className="block pb-1">
              {effect}
            </span>
          ))}
        </>
      }
    >
      {(close) => (
        <DecisionForm
          cdrId={cdrId}
          decision={decision}
          label={t(`confirm_${decision}`, { cost: amount })}
          isRefused={isRefused}
          onDone={close}
        />
      )}
    </Dialog>
  );
}

function DecisionForm({
  cdrId,
  decision,
  label,
  isRefused,
  onDone,
}: {
  cdrId: string;
  decision: Decision;
  label: string;
  isRefused: boolean;
  onDone: () => void;
}) {
  const t = useTranslations("finance.cdr");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync, isPending } = useMutation(trpc.finance.cdrs.decide.mutationOptions());
  const [note, setNote] = useState("");
  const [isMissing, setMissing] = useState(false);
  const submit = async () => {
    if (note.trim() === "") {
      setMissing(true);
      return;
    }
    try {
      await mutateAsync({ cdrId, decision, note });
      toast.success(t(`done_${decision}`));
    } catch (error) {
      const code = refusalOf(error);
      toast.error(code === "PRECONDITION_FAILED" ? t("changed") : action("failed"));
      if (code !== "PRECONDITION_FAILED") return;
    }
    onDone();
    router.refresh();
  };
  return (
    <Form onSubmit={submit}>
      <Field
        name="note"
        label={t("note")}
        hint={t("noteHint")}
        error={isMissing ? t("noteMissing") : undefined}
      >
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
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="secondary" onClick={onDone}>
          {action("cancel")}
        </Button>
        <Button
          type="submit"
          variant={decision === "reject" ? "danger" : "primary"}
          disabled={isRefused}
          isPending={isPending}
        >
          {label}
        </Button>
      </div>
    </Form>
  );
}
