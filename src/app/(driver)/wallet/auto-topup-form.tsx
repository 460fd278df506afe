"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";
import { AmountField, readAmount, useWrittenAmount } from "@/components/amount-field";
import { Form } from "@/components/ui/form";
import { FormButtons } from "@/components/ui/form-buttons";
import type { ShownAuto } from "./wallet-view";

const FIELDS = ["threshold", "amount", "day", "month"] as const;

/** When the wallet tops itself up, by how much, and the most in a day and a month. */
export function AutoTopupForm({
  currency,
  auto,
  suggested,
  onDone,
}: {
  currency: string;
  auto: ShownAuto;
  suggested: bigint;
  onDone: () => void;
}) {
  const t = useTranslations("wallet.auto");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const written = useWrittenAmount();
  const { mutateAsync, isPending } = useMutation(trpc.driver.wallet.setAuto.mutationOptions());
  const [isWrong, setWrong] = useState(false);
  const [typed, setTyped] = useState(() => ({
    threshold: written(auto.thresholdMinor ?? suggested, currency),
    amount: written(auto.topupMinor ?? suggested * 3n, currency),
    day: written(auto.maxDayMinor ?? suggested * 6n, currency),
    month: written(auto.maxMonthMinor ?? suggested * 30n, currency),
  }));
  const submit = async () => {
    const [threshold, amount, day, month] = FIELDS.map((name) => readAmount(typed[name], currency));
    if (!threshold || !amount || !day || !month) {
      setWrong(true);
      return;
    }
    try {
      await mutateAsync({
        currency,
        isOn: true,
        thresholdMinor: threshold.toString(),
        topupMinor: amount.toString(),
        maxDayMinor: day.toString(),
        maxMonthMinor: month.toString(),
      });
      toast.success(t("saved"));
      onDone();
      router.refresh();
    } catch (error) {
      if (refusalOf(error) === "BAD_REQUEST") setWrong(true);
      else toast.error(action("failed"));
    }
  };
  return (
    <Form onSubmit={submit}>
      {FIELDS.map((name) => (
        <AmountField
          key={name}
          name={name}
          label={`${t(name)} (${currency})`}
          error={isWrong && name === "month" ? t("wrong") : undefined}
          value={typed[name]}
          onChange={(value) => setTyped((before) => ({ ...before, [name]: value }))}
        />
      ))}
      <FormButtons send={t("save")} isPending={isPending} onCancel={onDone} />
    </Form>
  );
}
