"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { loadApi } from "@/trpc/load-api";
import { useCommand } from "./use-command";

/** Ends a running session from afar, after asking. */
export function StopButton({ sessionId }: { sessionId: string }) {
  const t = useTranslations("driver.charge.stop");
  const stop = useCommand(async () =>
    (await loadApi()).driver.charge.stop.mutate({ id: sessionId }),
  );
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
