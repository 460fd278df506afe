"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Section } from "@/components/ui/section";
import { refusalReasonOf, useTRPC } from "@/trpc/client";

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
    <Section title={t("title")} className="max-w-2xl">
      <p className="text-ink-soft">{t("text")}</p>
      <div>
        <ConfirmDialog
          trigger={<Button variant="quiet">{t("action")}</Button>}
          title={t("confirmTitle")}
          description={t("confirmText")}
          confirmLabel={t("confirm")}
          isDanger
          onConfirm={() => mutateAsync().catch(() => undefined)}
        />
      </div>
    </Section>
  );
}
