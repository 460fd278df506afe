"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useTRPC } from "@/trpc/client";
import { useCommand } from "@/app/(driver)/charge/use-command";
import type { StartAt } from "./start-button";

const MINUTES = 30;

/** Holds a charging point for half an hour, after asking. */
export function ReserveButton({ at, place }: { at: Omit<StartAt, "wish">; place: string }) {
  const t = useTranslations("driver.charge.reserve");
  const { mutateAsync } = useMutation(useTRPC().driver.charge.reserve.mutationOptions());
  const { evse, plug: _plug, ...pick } = at;
  const reserve = useCommand(() => mutateAsync({ ...pick, minutes: MINUTES }));
  return (
    <ConfirmDialog
      trigger={
        <Button variant="secondary" size="sm" aria-label={t("label", { evse })}>
          {t("action")}
        </Button>
      }
      title={t("title")}
      description={t("text", { place, evse })}
      confirmLabel={t("confirm")}
      onConfirm={reserve}
    />
  );
}
