"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { useTRPC } from "@/trpc/client";

/** Asks to be forgotten, once that is confirmed. */
export function AskToBeForgotten() {
  const t = useTranslations("privacy.erase");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const { mutateAsync } = useMutation(useTRPC().driver.privacy.requestErasure.mutationOptions());
  const ask = async () => {
    try {
      await mutateAsync();
      toast.success(t("asked"));
      router.refresh();
    } catch {
      toast.error(action("failed"));
    }
  };
  return (
    <ConfirmDialog
      trigger={
        <Button variant="secondary" className="self-start">
          {t("ask")}
        </Button>
      }
      title={t("confirmTitle")}
      description={t("confirmText")}
      confirmLabel={t("confirm")}
      isDanger
      onConfirm={ask}
    />
  );
}

/** Takes the wish to be forgotten back. */
export function TakeBack() {
  const t = useTranslations("privacy.erase");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const { mutateAsync, isPending } = useMutation(
    useTRPC().driver.privacy.withdrawErasure.mutationOptions(),
  );
  const takeBack = async () => {
    try {
      await mutateAsync();
      toast.success(t("withdrawn"));
    } catch {
      toast.error(action("failed"));
    }
    router.refresh();
  };
  return (
    <Button variant="secondary" isPending={isPending} onClick={() => void takeBack()}>
      {t("withdraw")}
    </Button>
  );
}
