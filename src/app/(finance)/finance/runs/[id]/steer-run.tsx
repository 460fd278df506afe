"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";

export type Deed = "pause" | "resume" | "cancel" | "retry";

/** The buttons of a run: each asks once. */
export function SteerRun({
  id,
  deeds,
  failed,
}: {
  id: string;
  deeds: readonly Deed[];
  failed: number;
}) {
  const t = useTranslations("runs");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.finance.runs.steer.mutationOptions());
  const confirm = async (deed: Deed) => {
    try {
      await mutateAsync({ id, deed });
      toast.success(t("changed"));
    } catch (error) {
      toast.error(refusalOf(error) === "PRECONDITION_FAILED" ? t("stale") : action("failed"));
    }
    router.refresh();
  };
  return (
    <div className="flex flex-wrap gap-3">
      {deeds.map((deed) => (
        <ConfirmDialog
          key={deed}
          trigger={<Button variant={deed === "resume" ? "primary" : "secondary"}>{t(deed)}</Button>}
          title={t(`${deed}Title`)}
          description={deed === "retry" ? t("retryText", { count: failed }) : t(`${deed}Text`)}
          confirmLabel={t(deed)}
          onConfirm={() => confirm(deed)}
        />
      ))}
    </div>
  );
}
