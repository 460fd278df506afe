"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useTRPC } from "@/trpc/client";

/** Ends the run as it stands, after asking. */
export function StopRun({ runId, label }: { runId: string; label: string }) {
  const t = useTranslations("partner.certification");
  const action = useTranslations("shell.action");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { mutateAsync } = useMutation(trpc.partner.certification.stop.mutationOptions());
  const stop = async () => {
    try {
      await mutateAsync({ runId });
      toast.success(t("stopped"));
    } catch {
      toast.error(action("failed"));
    }
    // It may have passed meanwhile; then this shows it.
    await queries.invalidateQueries(trpc.partner.certification.watch.queryFilter({ runId }));
  };
  return (
    <ConfirmDialog
      trigger={<Button variant="secondary">{label}</Button>}
      title={t("stopTitle")}
      description={t("stopText")}
      confirmLabel={t("stop")}
      onConfirm={stop}
    />
  );
}
