"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";
import type { exportFormats } from "@/trpc/inputs/accounting";

/** Which journals are handed over. */
export interface BatchOrder {
  readonly legalEntityId: string;
  readonly format: (typeof exportFormats)[number];
  readonly month: string;
}

/** Makes the batch that the preview showed, after asking; when the books have changed since, nothing is made. */
export function MakeBatch({
  order,
  number,
  journals,
  mark,
}: {
  order: BatchOrder;
  number: number;
  journals: number;
  mark: string;
}) {
  const t = useTranslations("accounting.exports");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.finance.accounting.createBatch.mutationOptions());
  const confirm = async () => {
    try {
      const made = await mutateAsync({ ...order, mark });
      toast.success(t("made", { number: made.number }));
    } catch (error) {
      const code = refusalOf(error);
      const isStale = code === "CONFLICT" || code === "PRECONDITION_FAILED";
      toast.error(isStale ? t("changed") : action("failed"));
    }
    router.refresh();
  };
  return (
    <ConfirmDialog
      trigger={<Button>{t("make")}</Button>}
      title={t("makeTitle", { number })}
      description={t("makeText", { journals })}
      confirmLabel={t("make")}
      onConfirm={confirm}
    />
  );
}
