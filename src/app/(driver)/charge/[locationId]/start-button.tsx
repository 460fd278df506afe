"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import type { ChargeWish } from "@/trpc/inputs/charge-wish";
import { useTRPC } from "@/trpc/client";
import { useCommand } from "@/app/(driver)/charge/use-command";

/** A connector to start at, as it is asked for and as it is called. */
export interface StartAt {
  readonly locationId: string;
  readonly evseUid: string;
  readonly connectorId: string;
  readonly evse: string;
  readonly plug: string;
  /** The charge that the price beside it is of: it is kept with the locked price. */
  readonly wish: ChargeWish;
}

/** Starts a charge at a connector, after asking. `description` says where and at what price. */
export function StartButton({
  at,
  description,
  isBusy,
}: {
  at: StartAt;
  description: ReactNode;
  /** Somebody else charges there, as far as is known: it steps back behind the free ones. */
  isBusy: boolean;
}) {
  const t = useTranslations("driver.charge.start");
  const { mutateAsync } = useMutation(useTRPC().driver.charge.start.mutationOptions());
  const { evse, plug, ...pick } = at;
  const start = useCommand(() => mutateAsync(pick));
  return (
    <ConfirmDialog
      trigger={
        <Button
          variant={isBusy ? "secondary" : "primary"}
          aria-label={t("label", { evse, plug })}
          className="justify-self-start"
        >
          {t("action")}
        </Button>
      }
      title={t("title")}
      description={description}
      confirmLabel={t("confirm")}
      onConfirm={start}
    />
  );
}
