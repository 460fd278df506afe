"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useTRPC } from "@/trpc/client";
import { useCommand } from "@/app/(driver)/charge/use-command";

/** Gives a reservation back, after asking. */
export function CancelButton({ commandId }: { commandId: string }) {
  const t = useTranslations("driver.charge.reserve");
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.driver.charge.cancelReservation.mutationOptions());
  const cancel = useCommand(() => mutateAsync({ id: commandId }));
  return (
    <ConfirmDialog
      trigger={
        <Button variant="secondary" className="self-start">
          {t("cancel")}
        </Button>
      }
      title={t("cancelTitle")}
      description={t("cancelText")}
      confirmLabel={t("cancel")}
      onConfirm={cancel}
    />
  );
}
