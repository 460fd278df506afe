"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useTRPC } from "@/trpc/client";
import { useRequest } from "./use-request";

/** Asks the station what it does, or lets it go from our profile. */
export function ProfileActions({ sessionId }: { sessionId: string }) {
  const t = useTranslations("charging.requests");
  const trpc = useTRPC();
  const ask = useMutation(trpc.operations.charging.ask.mutationOptions());
  const clear = useMutation(trpc.operations.charging.clear.mutationOptions());
  const request = useRequest();
  return (
    <>
      <Button
        variant="secondary"
        isPending={ask.isPending}
        onClick={() => void request(() => ask.mutateAsync({ id: sessionId }))}
      >
        {t("ask")}
      </Button>
      <ConfirmDialog
        trigger={<Button variant="secondary">{t("clear")}</Button>}
        title={t("clearTitle")}
        description={t("clearText")}
        confirmLabel={t("clear")}
        onConfirm={async () => {
          await request(() => clear.mutateAsync({ id: sessionId }));
        }}
      />
    </>
  );
}
