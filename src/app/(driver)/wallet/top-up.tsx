"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { money } from "@/core/money/money";
import { formatMoney } from "@/i18n/formats";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";
import { AmountField, readAmount, useWrittenAmount } from "@/components/amount-field";
import { useMethodWords } from "./method-words";
import type { OwnWallet, WalletView } from "./wallet-view";

interface TopUpProps {
  readonly currency: string;
  readonly bounds: WalletView["bounds"];
  readonly choices: WalletView["choices"];
  readonly method: OwnWallet["method"];
  /** Where the payment page comes back to. */
  readonly returnTo?: "/wallet" | "/welcome/pay";
}

/** Puts money into the wallet: from what is saved, or on the payment page. */
export function TopUp(props: TopUpProps) {
  const t = useTranslations("wallet.topup");
  return (
    <Dialog trigger={<Button>{t("action")}</Button>} title={t("title")} description={t("text")}>
      {(close) => <TopUpForm {...props} onDone={close} />}
    </Dialog>
  );
}

function TopUpForm({
  currency,
  bounds,
  choices,
  method,
  returnTo = "/wallet",
  onDone,
}: TopUpProps & { onDone: () => void }) {
  const t = useTranslations("wallet.topup");
  const locale = useLocale();
  const router = useRouter();
  const trpc = useTRPC();
  const written = useWrittenAmount();
  const methodWords = useMethodWords();
  const { mutateAsync, isPending } = useMutation(trpc.driver.wallet.topUp.mutationOptions());
  // One id for the whole dialog: pressing twice is one top-up.
  const [topupId] = useState(() => crypto.randomUUID());
  const [text, setText] = useState(() => written(choices[0] ?? null, currency));
  const [isWrong, setWrong] = useState(false);
  const amountMinor = readAmount(text, currency);
  const isFit =
    amountMinor !== null && amountMinor >= bounds.leastMinor && amountMinor <= bounds.mostMinor;
  const words = (minor: bigint) => formatMoney(money(minor, currency), locale);
  const range = { least: words(bounds.leastMinor), most: words(bounds.mostMinor) };
  const pay = async (origin: "checkout" | "saved_method") => {
    setWrong(!isFit);
    if (!isFit) return;
    try {
      const asked = { topupId, currency, amountMinor: amountMinor.toString(), origin, returnTo };
      const { url } = await mutateAsync(asked);
      if (url !== null) {
        window.location.assign(url);
        return;
      }
      toast.success(t("taken", { amount: words(amountMinor) }));
      onDone();
      router.refresh();
    } catch (error) {
      toast.error(t(refusalOf(error) === "CONFLICT" ? "again" : "failed"));
    }
  };
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap gap-2">
        {choices.map((choice) => (
          <Button
            key={String(choice)}
            variant={amountMinor === choice ? "primary" : "secondary"}
            aria-pressed={amountMinor === choice}
            onClick={() => setText(written(choice, currency))}
          >
            {words(choice)}
          </Button>
        ))}
      </div>
      <AmountField
        name="amount"
        label={t("amount", { currency })}
        hint={t("hint", range)}
        error={isWrong && !isFit ? t("wrong", range) : undefined}
        value={text}
        onChange={setText}
      />
      {isFit ? (
        <p className="text-sm text-ink-soft">{t("confirm", { amount: words(amountMinor) })}</p>
      ) : null}
      <div className="flex flex-col gap-3">
        {method ? (
          <Button isPending={isPending} onClick={() => void pay("saved_method")}>
            {t("bySaved", { name: methodWords(method) })}
          </Button>
        ) : null}
        <Button
          variant={method ? "secondary" : "primary"}
          isPending={isPending}
          onClick={() => void pay("checkout")}
        >
          {t("byPage")}
        </Button>
      </div>
    </div>
  );
}
