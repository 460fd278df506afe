"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Setting } from "@/components/ui/section";
import { useTRPC } from "@/trpc/client";
import { refusalReasonOf } from "@/trpc/refusal-of";

const REASONS = ["charging", "owes", "frozen"] as const;

/** Ends the contract: money back, cards blocked. Asked once more before it is done. */
export function CloseAccount() {
  const t = useTranslations("wallet.close");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(
    trpc.driver.wallet.closeAccount.mutationOptions({
      onSuccess: () => {
        toast.success(t("done"));
        router.refresh();
      },
      onError: (error) => {
        const reason = REASONS.find((one) => one === refusalReasonOf(error)) ?? "other";
        toast.error(t(`refused.${reason}`));
      },
    }),
  );
  return (
    <Setting title={t("title")} lead={t("text")}>
      <div>
        <ConfirmDialog
          trigger={<Button variant="secondary">{t("action")}</Button>}
          title={t("confirmTitle")}
          description={t("confirmText")}
          confirmLabel={t("confirm")}
          isDanger
          onConfirm={() => mutateAsync().catch(() => undefined)}
        />
      </div>
    </Setting>
  );
}
