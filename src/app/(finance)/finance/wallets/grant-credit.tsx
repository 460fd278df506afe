"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { AmountField, readAmount } from "@/components/amount-field";
import { BookingPreview } from "@/components/booking-preview";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { money } from "@/core/money/money";
import { formatMoney } from "@/i18n/formats";
import { useTRPC } from "@/trpc/client";

interface GrantProps {
  readonly driver: { readonly id: string; readonly name: string };
  readonly currency: string;
}

/** Gives a driver credit, after showing what is booked. */
export function GrantCredit(props: GrantProps) {
  const t = useTranslations("wallet.finance.grant");
  return (
    <Dialog
      trigger={
        <Button variant="secondary" size="sm">
          {t("action")}
        </Button>
      }
      title={t("title", { name: props.driver.name })}
      description={t("text")}
    >
      {(close) => <GrantForm {...props} onDone={close} />}
    </Dialog>
  );
}

function GrantForm({ driver, currency, onDone }: GrantProps & { onDone: () => void }) {
  const t = useTranslations("wallet.finance.grant");
  const action = useTranslations("shell.action");
  const locale = useLocale();
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync, isPending } = useMutation(trpc.finance.wallets.grant.mutationOptions());
  // One id for the whole dialog: pressing twice is one grant.
  const [lotId] = useState(() => crypto.randomUUID());
  const [text, setText] = useState("");
  const [reason, setReason] = useState("");
  const [days, setDays] = useState("365");
  const [isWrong, setWrong] = useState(false);
  const amountMinor = readAmount(text, currency);
  const words = amountMinor === null ? "" : formatMoney(money(amountMinor, currency), locale);
  const submit = async () => {
    const isDays = days.trim() === "" || /^[1-9]\d{0,3}$/u.test(days.trim());
    const isFit = amountMinor !== null && amountMinor > 0n && reason.trim() !== "" && isDays;
    setWrong(!isFit);
    if (!isFit) return;
    try {
      const { outcome } = await mutateAsync({
        lotId,
        driverId: driver.id,
        currency,
        amountMinor: amountMinor.toString(),
        reason,
        days: days.trim() === "" ? null : Number(days),
      });
      toast.success(outcome === "waits" ? t("waits") : t("done", { amount: words }));
      onDone();
      router.refresh();
    } catch {
      toast.error(action("failed"));
    }
  };
  return (
    <Form onSubmit={submit}>
      <AmountField
        name="amount"
        label={t("amount", { currency })}
        error={isWrong ? t("wrong") : undefined}
        value={text}
        onChange={setText}
      />
      <Field name="reason" label={t("reason")}>
        <Input
          value={reason}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      <Field name="days" label={t("days")}>
        <Input
          value={days}
          inputMode="numeric"
          autoComplete="off"
          isFigure
          onChange={(event) => setDays(event.target.value)}
        />
      </Field>
      {amountMinor ? (
        <BookingPreview
          caption={t("booked")}
          legs={[
            { account: { code: "goodwill" }, amountMinor, currency },
            {
              account: { code: `driver:${driver.id}:wallet` },
              amountMinor: -amountMinor,
              currency,
            },
          ]}
        />
      ) : null}
      <Button type="submit" isPending={isPending}>
        {amountMinor ? t("confirm", { amount: words }) : t("action")}
      </Button>
    </Form>
  );
}
