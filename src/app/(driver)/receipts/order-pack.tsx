"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { FileArchive } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";
import type { ReceiptPeriodInput } from "@/trpc/inputs/receipts";

const MOST_CHARGES = 2_000;

/** Asks for an archive of the period's receipts; it appears in the list below while it is made. */
export function OrderPack({ period }: { period: ReceiptPeriodInput }) {
  const t = useTranslations("receipts.get");
  const trpc = useTRPC();
  const client = useQueryClient();
  const { mutateAsync, isPending } = useMutation(trpc.driver.receipts.order.mutationOptions());
  const press = async () => {
    try {
      await mutateAsync(period);
      toast.success(t("ordered"));
      await client.invalidateQueries(trpc.driver.receipts.packs.queryFilter());
    } catch (error) {
      const code = refusalOf(error);
      if (code === "BAD_REQUEST") toast.error(t("tooMany", { most: MOST_CHARGES }));
      else toast.error(t(code === "TOO_MANY_REQUESTS" ? "limit" : "failed"));
    }
  };
  return (
    <Button className="self-start" isPending={isPending} onClick={() => void press()}>
      <FileArchive aria-hidden className="size-4" />
      {t("zip")}
    </Button>
  );
}
