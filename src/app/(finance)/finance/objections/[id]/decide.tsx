"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { WordsDialog } from "@/app/dispute-trace/words-dialog";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { money } from "@/core/money/money";
import { formatMoney } from "@/i18n/formats";
import { refusalOf, useTRPC } from "@/trpc/client";

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

/** Promises to give a charge back, after asking once. `amount` crosses from the server as text. */
export function AgreeButton({
  id,
  amount,
}: {
  id: string;
  amount: { readonly amountMinor: string; readonly currency: string } | null;
}) {
  const t = useTranslations("disputes.staff");
  const page = useTranslations("disputes.page");
  const action = useTranslations("shell.action");
  const locale = useLocale();
  const router = useRouter();
  const { mutateAsync } = useMutation(useTRPC().finance.objections.agree.mutationOptions());
  const agree = async () => {
    try {
      await mutateAsync({ id, words: "" });
      toast.success(t("agreedDone"));
    } catch (error) {
      const hasMoved = refusalOf(error) === "PRECONDITION_FAILED";
      toast.error(hasMoved ? page("changed") : action("failed"));
    }
    router.refresh();
  };
  const shown = amount
    ? formatMoney(money(BigInt(amount.amountMinor), amount.currency), locale)
    : page("amountComing");
  return (
    <ConfirmDialog
      trigger={<Button variant="secondary">{t("agree")}</Button>}
      title={t("agreeTitle", { amount: shown })}
      description={t("agreeText")}
      confirmLabel={t("agree")}
      onConfirm={agree}
    />
  );
}
