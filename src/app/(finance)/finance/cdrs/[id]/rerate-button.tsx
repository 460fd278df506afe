"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useTRPC } from "@/trpc/client";

/** The rater takes a CDR up within a second or two. */
const LOOK_AGAIN_MS = [1_500, 4_000] as const;

/** Sends a held CDR to be rated again, after asking. */
export function RerateButton({ cdrId }: { cdrId: string }) {
  const t = useTranslations("finance.cdr");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.finance.cdrs.rerate.mutationOptions());
  const confirm = async () => {
    try {
      await mutateAsync({ cdrId });
      toast.success(t("done_rerate"));
      for (const wait of LOOK_AGAIN_MS) setTimeout(() => router.refresh(), wait);
    } catch {
      toast.error(action("failed"));
    }
    router.refresh();
  };
  return (
    <ConfirmDialog
      trigger={<Button variant="quiet">{t("rerate")}</Button>}
      title={t("rerate")}
      description={t("rerateText")}
      confirmLabel={t("rerate")}
      onConfirm={confirm}
    />
  );
}
