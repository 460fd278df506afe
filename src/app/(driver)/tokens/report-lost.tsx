"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useTRPC } from "@/trpc/client";

/** A lost card in two taps: it, and yes. */
export function ReportLost({ tokenId, name }: { tokenId: string; name: string }) {
  const t = useTranslations("cards.token");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.driver.tokens.lost.mutationOptions());
  const confirm = async () => {
    try {
      await mutateAsync({ tokenId });
      toast.success(t("lostDone", { name }));
      router.refresh();
    } catch {
      toast.error(action("failed"));
    }
  };
  return (
    <ConfirmDialog
      trigger={
        <Button variant="secondary" size="sm">
          {t("lost")}
        </Button>
      }
      title={t("lostTitle", { name })}
      description={t("lostText")}
      confirmLabel={t("lostConfirm")}
      isDanger
      onConfirm={confirm}
    />
  );
}
