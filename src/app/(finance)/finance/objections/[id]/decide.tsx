"use client";

import { useMutation } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { WordsDialog } from "@/app/dispute-trace/words-dialog";
import { Button } from "@/components/ui/button";
import { money } from "@/core/money/money";
import { formatMoney } from "@/i18n/formats";
import { useTRPC } from "@/trpc/client";

/** Refuses a dispute, with words that the driver reads. */
export function RefuseDialog({ id, number }: { id: string; number: string }) {
  const t = useTranslations("disputes.staff");
  const { mutateAsync } = useMutation(useTRPC().finance.objections.refuse.mutationOptions());
  return (
    <WordsDialog
      trigger={<Button variant="secondary">{t("refuse")}</Button>}
      title={t("refuseTitle", { number })}
      lead={t("refuseText")}
      label={t("words")}
      missing={t("wordsMissing")}
      send={t("refuse")}
      done={t("refused")}
      isDanger
      onSend={(words) => mutateAsync({ id, words })}
    />
  );
}

/** Promises to give a charge back, with words that the driver reads. `amount` crosses from the server as text. */
export function AgreeDialog({
  id,
  amount,
}: {
  id: string;
  amount: { readonly amountMinor: string; readonly currency: string } | null;
}) {
  const t = useTranslations("disputes.staff");
  const page = useTranslations("disputes.page");
  const locale = useLocale();
  const { mutateAsync } = useMutation(useTRPC().finance.objections.agree.mutationOptions());
  const shown = amount
    ? formatMoney(money(BigInt(amount.amountMinor), amount.currency), locale)
    : page("amountComing");
  return (
    <WordsDialog
      trigger={<Button variant="secondary">{t("agree")}</Button>}
      title={t("agreeTitle", { amount: shown })}
      lead={t("agreeText")}
      label={t("words")}
      missing={t("agreeMissing")}
      send={t("agree")}
      done={t("agreedDone")}
      onSend={(words) => mutateAsync({ id, words })}
    />
  );
}
