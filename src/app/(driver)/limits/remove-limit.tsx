"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useTRPC } from "@/trpc/client";

/** Takes a limit of the driver's own away, after asking. */
export function RemoveLimit({
  limit,
  name,
}: {
  limit: {
    readonly span: "charge" | "day" | "month";
    readonly tokenId: string | null;
    readonly currency: string;
  };
  name: string;
}) {
  const t = useTranslations("wallet.limits");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(
    trpc.driver.wallet.setLimit.mutationOptions({
      onSuccess: () => {
        toast.success(t("removed"));
        router.refresh();
      },
      onError: () => toast.error(action("failed")),
    }),
  );
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" variant="quiet" aria-label={`${t("remove")}: ${name}`}>
          {t("remove")}
        </Button>
      }
      title={t("removeTitle")}
      description={t("removeText")}
      confirmLabel={t("remove")}
      isDanger
      onConfirm={() => mutateAsync({ ...limit, amountMinor: null }).catch(() => undefined)}
    />
  );
}
