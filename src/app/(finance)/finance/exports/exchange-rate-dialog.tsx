"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { DeedDialog } from "@/app/(finance)/finance/dunning/[id]/deed-dialog";
import { Button } from "@/components/ui/button";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";

/** Enters what a currency was worth in the bookkeeping's on a day. */
export function ExchangeRateDialog({ currency, quote }: { currency: string; quote: string }) {
  const t = useTranslations("accounting.exports");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.finance.accounting.addRate.mutationOptions());
  const add = async (values: Readonly<Record<string, string | undefined>>) => {
    const { validOn = "", rate = "", source = "" } = values;
    try {
      await mutateAsync({ currency, validOn, rate, source });
    } catch (error) {
      toast.error(t(refusalOf(error) === "CONFLICT" ? "rateThere" : "rateInvalid"));
      return false;
    }
    toast.success(t("rateSaved"));
    router.refresh();
    return true;
  };
  return (
    <DeedDialog
      trigger={
        <Button variant="secondary" size="sm">
          {t("addRate", { currency })}
        </Button>
      }
      title={t("addRate", { currency })}
      description={t("rateText", { currency, quote })}
      confirmLabel={t("rateSave")}
      fields={[
        { name: "validOn", label: t("rateDay"), type: "date" },
        { name: "rate", label: t("rate", { currency, quote }), isFigure: true },
        { name: "source", label: t("rateSource") },
      ]}
      onConfirm={add}
    />
  );
}
