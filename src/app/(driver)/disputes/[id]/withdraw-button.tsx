"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";

/** Takes a dispute back, after asking once. */
export function WithdrawButton({ id, number }: { id: string; number: string }) {
  const t = useTranslations("disputes.page");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const { mutateAsync } = useMutation(useTRPC().driver.disputes.withdraw.mutationOptions());
  const withdraw = async () => {
    try {
      await mutateAsync({ id, words: "" });
      toast.success(t("withdrawn"));
    } catch (error) {
      toast.error(refusalOf(error) === "PRECONDITION_FAILED" ? t("changed") : action("failed"));
    }
    router.refresh();
  };
  return (
    <ConfirmDialog
      trigger={<Button variant="quiet">{t("withdraw")}</Button>}
      title={t("withdrawTitle", { number })}
      description={t("withdrawText")}
      confirmLabel={t("withdraw")}
      onConfirm={withdraw}
    />
  );
}
