"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, type ComponentProps } from "react";
import { toast } from "@/components/ui/toast";
import { BookingPreview } from "@/components/booking-preview";
import { Button } from "@/components/ui/button";
import { ConfirmDialog, Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { useTRPC } from "@/trpc/client";

type Legs = ComponentProps<typeof BookingPreview>["legs"];

/** Compares an operator's invoice again, approves it, or says why it is not paid. */
export function InvoiceActions({
  id,
  isPayable,
  legs,
}: {
  id: string;
  isPayable: boolean;
  legs: Legs;
}) {
  const t = useTranslations("settlement.invoice");
  const attempt = useAttempt();
  const { finance } = useTRPC();
  const compare = useMutation(finance.settlement.compare.mutationOptions());
  const approve = useMutation(finance.settlement.approve.mutationOptions());
  return (
    <div className="flex flex-wrap gap-3">
      {isPayable && (
        <ConfirmDialog
          trigger={<Button>{t("approve")}</Button>}
          title={t("approveTitle")}
          description={
            legs.length === 0 ? (
              t("nothingBooked")
            ) : (
              <span className="flex flex-col gap-3">
                {t("approveText")}
                <BookingPreview caption={t("approveText")} legs={legs} />
              </span>
            )
          }
          confirmLabel={t("approve")}
          onConfirm={() => attempt(() => approve.mutateAsync({ id }), t("approved"))}
        />
      )}
      <Button
        variant="secondary"
        isPending={compare.isPending}
        onClick={() => void attempt(() => compare.mutateAsync({ id }), t("compared"))}
      >
        {t("compare")}
      </Button>
      <Dialog
        trigger={<Button variant="secondary">{t("dispute")}</Button>}
        title={t("disputeTitle")}
        description={t("disputeText")}
      >
        {(close) => <DisputeForm id={id} onDone={close} />}
      </Dialog>
    </div>
  );
}

function DisputeForm({ id, onDone }: { id: string; onDone: () => void }) {
  const t = useTranslations("settlement.invoice");
  const attempt = useAttempt();
  const trpc = useTRPC();
  const dispute = useMutation(trpc.finance.settlement.dispute.mutationOptions());
  const [note, setNote] = useState("");
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(() => dispute.mutateAsync({ id, note }), t("disputed")).then(onDone);
      }}
    >
      <Field name="note" label={t("note")}>
        <Input
          required
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </Field>
      <div className="flex justify-end">
        <Button type="submit" isPending={dispute.isPending}>
          {t("dispute")}
        </Button>
      </div>
    </form>
  );
}

function useAttempt() {
  const action = useTranslations("shell.action");
  const router = useRouter();
  return async (deed: () => Promise<unknown>, done: string) => {
    try {
      await deed();
      toast.success(done);
    } catch {
      toast.error(action("failed"));
    }
    router.refresh();
  };
}
