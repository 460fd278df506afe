"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRefusal } from "@/app/(operations)/operations/sites/refusal";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useTRPC } from "@/trpc/client";

/** Removes a site, after asking. */
export function RemoveSite({ siteId, name }: { siteId: string; name: string }) {
  const t = useTranslations("sites.settings");
  const router = useRouter();
  const refuse = useRefusal();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.operations.sites.remove.mutationOptions());
  const remove = async () => {
    try {
      await mutateAsync({ siteId });
      router.push("/operations/sites");
    } catch (error) {
      refuse(error);
    }
  };
  return (
    <ConfirmDialog
      trigger={<Button variant="secondary">{t("remove")}</Button>}
      title={t("removeTitle", { name })}
      description={t("removeText")}
      confirmLabel={t("remove")}
      isDanger
      onConfirm={remove}
    />
  );
}
