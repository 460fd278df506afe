"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { money, type Money } from "@/core/money/money";
import { formatMoney } from "@/i18n/formats";
import { useTRPC } from "@/trpc/client";

/** Issues every credit note that is due and below the limit: says how many and how much, and asks once. */
export function IssueAll({ amounts }: { amounts: readonly Money[] }) {
  const t = useTranslations("credits.due");
  const action = useTranslations("shell.action");
  const locale = useLocale();
  const router = useRouter();
  const { mutateAsync } = useMutation(useTRPC().finance.creditNotes.issueDue.mutationOptions());
  const totals = sumsOf(amounts).map((total) => formatMoney(total, locale));
  const issue = async () => {
    try {
      toast.success(t("issuedAll", { count: await mutateAsync() }));
    } catch {
      toast.error(action("failed"));
    }
    router.refresh();
  };
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" variant="secondary">
          {t("issueAll")}
        </Button>
      }
      title={t("issueAllTitle")}
      description={t("issueAllText", { count: amounts.length, totals: totals.join(", ") })}
      confirmLabel={t("issueAll")}
      onConfirm={issue}
    />
  );
}

function sumsOf(amounts: readonly Money[]): Money[] {
  const sums = new Map<string, bigint>();
  for (const { amountMinor, currency } of amounts) {
    sums.set(currency, (sums.get(currency) ?? 0n) + amountMinor);
  }
  return [...sums].map(([currency, minor]) => money(minor, currency));
}
