"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { AmountField, readAmount } from "@/components/amount-field";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormButtons } from "@/components/ui/form-buttons";
import { Select } from "@/components/ui/select";
import { useTRPC } from "@/trpc/client";

/** A card or the app, by the name that its owner knows. */
export interface NamedToken {
  readonly id: string;
  readonly name: string;
}

interface SetLimitProps {
  readonly tokens: readonly NamedToken[];
  readonly currencies: readonly string[];
}

const ALL = "all";
const SPANS = ["charge", "day", "month"] as const;

/** Sets a limit for all cards or one. */
export function SetLimit(props: SetLimitProps) {
  const t = useTranslations("wallet.limits");
  return (
    <Dialog trigger={<Button>{t("add")}</Button>} title={t("add")} description={t("addText")}>
      {(close) => <LimitForm {...props} onDone={close} />}
    </Dialog>
  );
}

function LimitForm({ tokens, currencies, onDone }: SetLimitProps & { onDone: () => void }) {
  const t = useTranslations("wallet.limits");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync, isPending } = useMutation(trpc.driver.wallet.setLimit.mutationOptions());
  const [span, setSpan] = useState<(typeof SPANS)[number]>("month");
  const [tokenId, setTokenId] = useState(ALL);
  const [currency, setCurrency] = useState(currencies[0] ?? "");
  const [text, setText] = useState("");
  const [isWrong, setWrong] = useState(false);
  const submit = async () => {
    const amountMinor = readAmount(text, currency);
    setWrong(amountMinor === null);
    if (amountMinor === null) return;
    try {
      await mutateAsync({
        span,
        tokenId: tokenId === ALL ? null : tokenId,
        currency,
        amountMinor: amountMinor.toString(),
      });
      toast.success(t("saved"));
      onDone();
      router.refresh();
    } catch {
      toast.error(action("failed"));
    }
  };
  return (
    <Form onSubmit={submit}>
      <Select
        label={t("span")}
        items={SPANS.map((value) => ({ value, label: t(`of.${value}`) }))}
        value={span}
        onChange={setSpan}
      />
      <Select
        label={t("for")}
        items={[
          { value: ALL, label: t("allTokens") },
          ...tokens.map(({ id: value, name: label }) => ({ value, label })),
        ]}
        value={tokenId}
        onChange={setTokenId}
      />
      {currencies.length > 1 ? (
        <Select
          label={t("currency")}
          items={currencies.map((value) => ({ value, label: value }))}
          value={currency}
          onChange={setCurrency}
        />
      ) : null}
      <AmountField
        name="amount"
        label={`${t("amount")} (${currency})`}
        error={isWrong ? t("wrong") : undefined}
        value={text}
        onChange={setText}
      />
      <FormButtons send={t("save")} isPending={isPending} onCancel={onDone} />
    </Form>
  );
}
