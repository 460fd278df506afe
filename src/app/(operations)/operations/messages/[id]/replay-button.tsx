"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useTRPC } from "@/trpc/client";

/** The worker takes a request up within a second or two, without its job within ten. */
const LOOK_AGAIN_MS = [1_500, 4_000, 10_000] as const;

/** Has a failed message received again, after asking. */
export function ReplayButton({
  messageId,
  isUnderWay,
}: {
  messageId: string;
  isUnderWay: boolean;
}) {
  const t = useTranslations("operations.replay");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.operations.messages.replay.mutationOptions());
  const confirm = async () => {
    try {
      await mutateAsync({ messageId });
      toast.success(t("requested"));
      for (const wait of LOOK_AGAIN_MS) setTimeout(() => router.refresh(), wait);
    } catch {
      toast.error(action("failed"));
    }
    router.refresh();
  };
  return (
    <ConfirmDialog
      trigger={
        <Button variant="secondary" disabled={isUnderWay}>
          {t(isUnderWay ? "underWay" : "action")}
        </Button>
      }
      title={t("title")}
      description={t("confirm")}
      confirmLabel={t("action")}
      onConfirm={confirm}
    />
  );
}
