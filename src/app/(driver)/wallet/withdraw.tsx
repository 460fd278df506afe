"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { money } from "@/core/money/money";
import { formatMoney } from "@/i18n/formats";
import { useTRPC } from "@/trpc/client";
import { AmountField, readAmount } from "@/components/amount-field";
import { Form } from "@/components/ui/form";
import { useMethodWords } from "./method-words";

/** Pays the driver's own money back, after showing where it goes. */
export function Withdraw({ currency }: { currency: string }) {
  const t = useTranslations("wallet.withdraw");
  return (
    <Dialog
      trigger={<Button variant="secondary">{t("action")}</Button>}
      title={t("title")}
      description={t("text")}
    >
      {(close) => <WithdrawForm currency={currency} onDone={close} />}
    </Dialog>
  );
}

function WithdrawForm({ currency, onDone }: { currency: string; onDone: () => void }) {
  const t = useTranslations("wallet.withdraw");
  const locale = useLocale();
  const router = useRouter();
  const trpc = useTRPC();
  // One id for the whole dialog: pressing twice is one withdrawal.
  const [withdrawalId] = useState(() => crypto.randomUUID());
  const [text, setText] = useState("");
  const amountMinor = readAmount(text, currency);
  const whole = useQuery(trpc.driver.wallet.previewWithdrawal.queryOptions({ currency }));
  const mostMinor = whole.data?.mostMinor ?? 0n;
  const isFit = amountMinor !== null && amountMinor > 0n && amountMinor <= mostMinor;
  const preview = useQuery({
    ...trpc.driver.wallet.previewWithdrawal.queryOptions({
      currency,
      amountMinor: (amountMinor ?? 0n).toString(),
    }),
    enabled: isFit,
  });
  const { mutateAsync, isPending } = useMutation(trpc.driver.wallet.withdraw.mutationOptions());
  const words = (minor: bigint) => formatMoney(money(minor, currency), locale);
  if (whole.isSuccess && mostMinor === 0n) return <p>{t("nothing")}</p>;
  const submit = async () => {
    if (!isFit) return;
    try {
      await mutateAsync({ withdrawalId, currency, amountMinor: amountMinor.toString() });
      toast.success(t("done", { amount: words(amountMinor) }));
      onDone();
      router.refresh();
    } catch {
      toast.error(t("failed"));
    }
  };
  return (
    <Form onSubmit={submit}>
      <AmountField
        name="amount"
        label={t("amount", { currency })}
        hint={t("most", { amount: words(mostMinor) })}
        error={text !== "" && !isFit ? t("wrong", { most: words(mostMinor) }) : undefined}
        value={text}
        onChange={setText}
      />
      {isFit && preview.data ? <Parts parts={preview.data.parts} words={words} /> : null}
      <Button type="submit" isPending={isPending} disabled={!isFit || !preview.data}>
        {isFit ? t("confirm", { amount: words(amountMinor) }) : t("action")}
      </Button>
    </Form>
  );
}

function Parts({
  parts,
  words,
}: {
  parts: readonly {
    readonly amountMinor: bigint;
    readonly method: { readonly brand: string | null; readonly last4: string | null } | null;
  }[];
  words: (minor: bigint) => string;
}) {
  const t = useTranslations("wallet.withdraw");
  const methodWords = useMethodWords();
  return (
    <div>
      <p className="text-sm font-medium">{t("parts")}</p>
      <ul className="text-sm text-ink-soft">
        {parts.map(({ amountMinor, method }, index) => {
          const amount = words(amountMinor);
          if (method === null) return <li key={index}>{t("byHand", { amount })}</li>;
          if (method.last4 === null) return <li key={index}>{t("toPayment", { amount })}</li>;
          return <li key={index}>{t("toMethod", { amount, name: methodWords(method) })}</li>;
        })}
      </ul>
    </div>
  );
}
