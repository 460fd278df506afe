"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useTRPC } from "@/trpc/client";
import { useCommand } from "./use-command";

/** Ends a running session from afar, after asking. */
export function StopButton({ sessionId }: { sessionId: string }) {
  const t = useTranslations("driver.charge.stop");
  const { mutateAsync } = useMutation(useTRPC().driver.charge.stop.mutationOptions());
  const stop = useCommand(() => mutateAsync({ id: sessionId }));
  return (
    <ConfirmDialog
      trigger={
        <Button variant="secondary" className="self-start">
          {t("action")}
        </Button>
      }
      title={t("title")}
      description={t("text")}
      confirmLabel={t("confirm")}
      onConfirm={stop}
    />
  );
}
