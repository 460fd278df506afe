"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";

/** Takes a match back, after asking. */
export function UndoMatch({ lineId }: { lineId: string }) {
  const t = useTranslations("accounting.bank");
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.finance.bank.undo.mutationOptions());
  const run = useDeed(t("undone"));
  return (
    <ConfirmDialog
      trigger={<Button variant="secondary">{t("undo")}</Button>}
      title={t("undoTitle")}
      description={t("undoText")}
      confirmLabel={t("undo")}
      isDanger
      onConfirm={() => run(() => mutateAsync({ lineId }))}
    />
  );
}

/** Puts what was too much into the driver's wallet, after asking. */
export function KeepRest({ lineId, amount }: { lineId: string; amount: string }) {
  const t = useTranslations("accounting.bank");
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.finance.bank.keepRest.mutationOptions());
  const run = useDeed(t("kept"));
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" variant="secondary">
          {t("keep")}
        </Button>
      }
      title={t("keepTitle", { amount })}
      description={t("keepText")}
      confirmLabel={t("keep")}
      onConfirm={() => run(() => mutateAsync({ lineId }))}
    />
  );
}

function useDeed(done: string) {
  const t = useTranslations("accounting.bank");
  const action = useTranslations("shell.action");
  const router = useRouter();
  return async (deed: () => Promise<unknown>) => {
    try {
      await deed();
      toast.success(done);
    } catch (error) {
      const isStale = refusalOf(error) === "PRECONDITION_FAILED";
      toast.error(isStale ? t("changed") : action("failed"));
    }
    router.refresh();
  };
}
