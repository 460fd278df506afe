"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useId, useState } from "react";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormButtons } from "@/components/ui/form-buttons";
import { money } from "@/core/money/money";
import { formatMoney } from "@/i18n/formats";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";

/** What the dialog needs of a dispute; it crosses from the server, so the amount comes as text. */
interface LostDispute {
  readonly id: string;
  readonly amountMinor: string;
  readonly currency: string;
  /** Null for a top-up. */
  readonly invoiceNumber: string | null;
}

/** Asks who bears a lost dispute, shows what each answer books, and books it once. */
export function DecideDispute({ dispute }: { dispute: LostDispute }) {
  const t = useTranslations("payments.disputes");
  const locale = useLocale();
  const { amountMinor, currency } = dispute;
  const amount = formatMoney(money(BigInt(amountMinor), currency), locale);
  return (
    <Dialog
      trigger={<Button size="sm">{t("decide")}</Button>}
      title={t("decideTitle")}
      description={t("decideText", { amount })}
    >
      {(close) => <DecisionForm dispute={dispute} amount={amount} onDone={close} />}
    </Dialog>
  );
}

function DecisionForm({
  dispute,
  amount,
  onDone,
}: {
  dispute: LostDispute;
  amount: string;
  onDone: () => void;
}) {
  const t = useTranslations("payments.disputes");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const [lossTo, setLossTo] = useState<"driver" | "loss">("driver");
  const { mutateAsync, isPending } = useMutation(trpc.finance.disputes.decide.mutationOptions());
  const submit = async () => {
    try {
      await mutateAsync({ disputeId: dispute.id, lossTo });
      toast.success(t("done"));
    } catch (error) {
      const hasChanged = ["CONFLICT", "PRECONDITION_FAILED"].includes(refusalOf(error) ?? "");
      toast.error(hasChanged ? t("changed") : action("failed"));
      if (!hasChanged) return;
    }
    onDone();
    router.refresh();
  };
  const toDriver = dispute.invoiceNumber
    ? t("driverEffectInvoice", { amount, number: dispute.invoiceNumber })
    : t("driverEffectTopup", { amount });
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <fieldset className="flex flex-col gap-3">
        <legend className="sr-only">{t("decideTitle")}</legend>
        <Choice
          name={t("driverChoice")}
          effect={toDriver}
          isChosen={lossTo === "driver"}
          onChoose={() => setLossTo("driver")}
        />
        <Choice
          name={t("lossChoice")}
          effect={t("lossEffect", { amount })}
          isChosen={lossTo === "loss"}
          onChoose={() => setLossTo("loss")}
        />
      </fieldset>
      <FormButtons send={t("confirm")} isPending={isPending} onCancel={onDone} />
    </form>
  );
}

function Choice({
  name,
  effect,
  isChosen,
  onChoose,
}: {
  name: string;
  effect: string;
  isChosen: boolean;
  onChoose: () => void;
}) {
  const id = useId();
  return (
    <div className="flex gap-3 border p-3 has-checked:border-ink">
      <input
        id={id}
        type="radio"
        name="lossTo"
        checked={isChosen}
        aria-describedby={`${id}-effect`}
        onChange={onChoose}
        className="mt-1"
      />
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="cursor-pointer font-medium">
          {name}
        </label>
        <p id={`${id}-effect`} className="text-sm text-ink-soft">
          {effect}
        </p>
      </div>
    </div>
  );
}
