"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useTRPC } from "@/trpc/client";

/** Blocks a token or lifts its block, after asking. */
export function TokenSwitch({
  tokenId,
  name,
  isValid,
}: {
  tokenId: string;
  name: string;
  isValid: boolean;
}) {
  const t = useTranslations("driver.tokens");
  const failed = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const block = useMutation(trpc.driver.tokens.block.mutationOptions());
  const unblock = useMutation(trpc.driver.tokens.unblock.mutationOptions());
  const deed = isValid ? "block" : "unblock";
  const confirm = async () => {
    try {
      await (isValid ? block : unblock).mutateAsync({ tokenId });
      toast.success(t(isValid ? "blocked" : "unblocked", { name }));
      router.refresh();
    } catch {
      toast.error(failed("failed"));
    }
  };
  return (
    <ConfirmDialog
      trigger={
        <Button variant="secondary" size="sm">
          {t(deed)}
        </Button>
      }
      title={t(`${deed}Title`, { name })}
      description={t(`${deed}Text`)}
      confirmLabel={t(deed)}
      isDanger={isValid}
      onConfirm={confirm}
    />
  );
}
