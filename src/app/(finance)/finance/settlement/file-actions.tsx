"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useTRPC } from "@/trpc/client";

/** Gives the file for the bank, or calls it back. */
export function FileActions({ id }: { id: string }) {
  const t = useTranslations("settlement.payments");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const { finance } = useTRPC();
  const download = useMutation(finance.settlement.fetchFile.mutationOptions());
  const cancel = useMutation(finance.settlement.cancelFile.mutationOptions());
  const attempt = async (deed: () => Promise<void>) => {
    await deed().catch(() => toast.error(action("failed")));
    router.refresh();
  };
  const save = async () => {
    const { name, xml } = await download.mutateAsync({ id });
    const address = URL.createObjectURL(new Blob([xml], { type: "application/xml" }));
    const link = Object.assign(document.createElement("a"), { href: address, download: name });
    link.click();
    URL.revokeObjectURL(address);
  };
  const callBack = async () => {
    await cancel.mutateAsync({ id });
    toast.success(t("canceled"));
  };
  return (
    <span className="mt-2 flex flex-wrap gap-2">
      <Button
        size="sm"
        variant="secondary"
        isPending={download.isPending}
        onClick={() => void attempt(save)}
      >
        {t("download")}
      </Button>
      <ConfirmDialog
        trigger={
          <Button size="sm" variant="secondary">
            {t("cancel")}
          </Button>
        }
        title={t("cancelTitle")}
        description={t("cancelText")}
        confirmLabel={t("cancel")}
        onConfirm={() => attempt(callBack)}
      />
    </span>
  );
}
