"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { DeedDialog } from "@/app/(finance)/finance/dunning/[id]/deed-dialog";
import { Button } from "@/components/ui/button";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";

/** Enters a reference rate as the central bank published it. */
export function RateDialog({ country }: { country: string }) {
  const t = useTranslations("dunning.rules");
  const action = useTranslations("dunning.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.finance.dunning.addRate.mutationOptions());
  const add = async (values: Readonly<Record<string, string | undefined>>) => {
    const { validFrom = "", rate = "", source = "" } = values;
    try {
      await mutateAsync({ country, validFrom, rate, source });
    } catch (error) {
      toast.error(refusalOf(error) === "CONFLICT" ? action("changed") : action("invalid"));
      return false;
    }
    toast.success(t("rateDone"));
    router.refresh();
    return true;
  };
  return (
    <DeedDialog
      trigger={
        <Button variant="secondary" size="sm" className="self-start">
          {t("addRate")}
        </Button>
      }
      title={t("addRate")}
      description={t("rateText")}
      confirmLabel={t("addRate")}
      fields={[
        { name: "validFrom", label: t("validFrom"), type: "date" },
        { name: "rate", label: t("rate"), isFigure: true },
        { name: "source", label: t("source") },
      ]}
      onConfirm={add}
    />
  );
}
