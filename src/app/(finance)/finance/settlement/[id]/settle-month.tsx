"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { money } from "@/core/money/money";
import { Money } from "@/components/money";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Select } from "@/components/ui/select";
import { formatMonth } from "@/i18n/formats";
import { useTRPC } from "@/trpc/client";

interface OpenMonth {
  readonly month: string;
  readonly currency: string;
}

/** Settles a month with an operator, after showing what it comes to. */
export function SettleMonth(of: { creditorId: string; openMonths: readonly OpenMonth[] }) {
  const t = useTranslations("settlement.page");
  if (of.openMonths.length === 0) {
    return <span className="text-sm text-ink-soft">{t("upToDate")}</span>;
  }
  return (
    <Dialog
      trigger={<Button size="sm">{t("settle")}</Button>}
      title={t("settleTitle")}
      description={t("settleText")}
    >
      {(close) => <SettleForm {...of} onDone={close} />}
    </Dialog>
  );
}

function SettleForm({
  creditorId,
  openMonths,
  onDone,
}: {
  creditorId: string;
  openMonths: readonly OpenMonth[];
  onDone: () => void;
}) {
  const t = useTranslations("settlement.page");
  const action = useTranslations("shell.action");
  const locale = useLocale();
  const router = useRouter();
  const trpc = useTRPC();
  const [settlementId] = useState(() => crypto.randomUUID());
  const [key, setKey] = useState(keyOf(openMonths[0]));
  const { month, currency } = openMonths.find((one) => keyOf(one) === key) ?? {
    month: "",
    currency: "",
  };
  const ask = { creditorId, month, currency };
  const { data } = useQuery(trpc.finance.settlement.preview.queryOptions(ask));
  const { mutateAsync, isPending } = useMutation(trpc.finance.settlement.settle.mutationOptions());
  const submit = async () => {
    if (!data) return;
    try {
      await mutateAsync({ ...ask, settlementId, expectedMinor: data.totalMinor });
      toast.success(t("settled"));
      onDone();
    } catch {
      toast.error(action("failed"));
    }
    router.refresh();
  };
  return (
    <div className="flex flex-col gap-5">
      <Select
        label={t("month")}
        items={openMonths.map((one) => ({
          value: keyOf(one),
          label: `${formatMonth(one.month, locale)}, ${one.currency}`,
        }))}
        value={key}
        onChange={setKey}
      />
      {data ? (
        <div className="flex flex-col gap-2" aria-live="polite">
          <p>{t("preview", { cdrs: data.cdrs, late: data.late, credits: data.credits })}</p>
          <p className="flex justify-between gap-4 border-t border-rule pt-2 font-semibold">
            {t("total")} <Money value={money(data.totalMinor, currency)} />
          </p>
          <p className="text-ink-soft">{t(data.isSelfBilling ? "selfBilling" : "statement")}</p>
        </div>
      ) : (
        <p className="text-ink-soft">{t("looking")}</p>
      )}
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="secondary" onClick={onDone}>
          {action("cancel")}
        </Button>
        <Button disabled={!data} isPending={isPending} onClick={() => void submit()}>
          {t("confirm")}
        </Button>
      </div>
    </div>
  );
}

function keyOf(one: OpenMonth | undefined): string {
  return one ? `${one.month} ${one.currency}` : "";
}
