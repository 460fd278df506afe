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
import type { Id } from "@/core/ids";
import type { Money } from "@/core/money/money";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";

interface Shown {
  readonly id: Id<"approval">;
  readonly amount: Money;
  /** The amount in words of the reader's language. */
  readonly text: string;
  readonly decision: "approved" | "refused";
}

/** A second person's yes or no, asked once, over the amount that is shown. */
export function DecideApproval(shown: Shown) {
  const t = useTranslations("credits.approvals");
  const isYes = shown.decision === "approved";
  return (
    <Dialog
      trigger={
        <Button size="sm" variant={isYes ? "primary" : "secondary"}>
          {t(isYes ? "approve" : "refuse")}
        </Button>
      }
      title={t(isYes ? "approveTitle" : "refuseTitle", { amount: shown.text })}
      description={t(isYes ? "approveText" : "refuseText")}
    >
      {(close) => <DecisionForm {...shown} onDone={close} />}
    </Dialog>
  );
}

function DecisionForm({ id, amount, decision, onDone }: Shown & { readonly onDone: () => void }) {
  const t = useTranslations("credits.approvals");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const { mutateAsync, isPending } = useMutation(
    useTRPC().finance.approvals.decide.mutationOptions(),
  );
  const [note, setNote] = useState("");
  const [isMissing, setMissing] = useState(false);
  const isYes = decision === "approved";
  const submit = async () => {
    if (!isYes && note.trim() === "") return setMissing(true);
    try {
      await mutateAsync({ id, decision, amountMinor: amount.amountMinor, note });
      toast.success(t(`done.${decision}`));
    } catch (error) {
      const code = refusalOf(error);
      if (code === "CONFLICT") toast.error(t("changed"));
      else if (code === "FORBIDDEN") toast.error(t("own"));
      else if (code === "PRECONDITION_FAILED") toast.error(t("cannot"));
      else toast.error(action("failed"));
    }
    onDone();
    router.refresh();
  };
  return (
    <Form onSubmit={submit}>
      <Field
        name="note"
        label={t("note")}
        hint={isYes ? t("noteHint") : undefined}
        error={isMissing ? t("noteMissing") : undefined}
      >
        <Input
          render={<textarea rows={2} />}
          className="h-auto py-2"
          maxLength={1000}
          value={note}
          onValueChange={(text) => {
            setNote(text);
            setMissing(false);
          }}
        />
      </Field>
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="secondary" onClick={onDone}>
          {action("cancel")}
        </Button>
        <Button type="submit" variant={isYes ? "primary" : "danger"} isPending={isPending}>
          {t(isYes ? "approve" : "refuse")}
        </Button>
      </div>
    </Form>
  );
}
