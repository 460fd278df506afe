"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AmountField, readAmount } from "@/components/amount-field";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Form } from "@/components/ui/form";
import { FormButtons } from "@/components/ui/form-buttons";
import { Select } from "@/components/ui/select";
import { useTRPC } from "@/trpc/client";
import type { NamedMember } from "./account-view";
import { useSaving } from "./use-saving";

interface LimitProps {
  readonly member: NamedMember;
  readonly currency: string;
}

/** Sets how much a member may charge, over all that he holds. */
export function MemberLimit(props: LimitProps) {
  const t = useTranslations("account.limit");
  const { name } = props.member;
  return (
    <Dialog
      trigger={
        <Button variant="secondary" size="sm" aria-label={`${t("set")}: ${name}`}>
          {t("set")}
        </Button>
      }
      title={t("title", { name })}
      description={t("text", { name })}
    >
      {(close) => <LimitForm {...props} onDone={close} />}
    </Dialog>
  );
}

const SPANS = ["month", "day", "charge"] as const;

function LimitForm({ member, currency, onDone }: LimitProps & { onDone: () => void }) {
  const t = useTranslations("account.limit");
  const words = useTranslations("account.member");
  const { mutateAsync, isPending } = useMutation(
    useTRPC().driver.account.setLimit.mutationOptions(),
  );
  const save = useSaving();
  const [span, setSpan] = useState<(typeof SPANS)[number]>("month");
  const [text, setText] = useState("");
  const [isWrong, setWrong] = useState(false);
  const submit = async () => {
    const isNone = text.trim() === "";
    const amount = isNone ? null : readAmount(text, currency);
    setWrong(!isNone && amount === null);
    if (!isNone && amount === null) return;
    const amountMinor = amount?.toString() ?? null;
    const limit = { memberId: member.id, span, currency, amountMinor };
    if (await save(() => mutateAsync(limit), t("saved"))) onDone();
  };
  return (
    <Form onSubmit={submit}>
      <Select
        label={t("span")}
        items={SPANS.map((value) => ({ value, label: t(`of.${value}`) }))}
        value={span}
        onChange={setSpan}
      />
      <AmountField
        name="amount"
        label={`${t("amount")} (${currency})`}
        hint={t("amountHint")}
        error={isWrong ? t("wrong") : undefined}
        value={text}
        onChange={setText}
      />
      <FormButtons send={words("save")} isPending={isPending} onCancel={onDone} />
    </Form>
  );
}
