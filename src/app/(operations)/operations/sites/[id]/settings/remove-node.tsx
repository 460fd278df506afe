"use client";

import { useMutation } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRefusal } from "@/app/(operations)/operations/sites/refusal";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useTRPC } from "@/trpc/client";

/** Takes a part out of a site's tree, after asking. */
export function RemoveNode({
  siteId,
  nodeId,
  name,
}: {
  siteId: string;
  nodeId: string;
  name: string;
}) {
  const t = useTranslations("sites.tree");
  const router = useRouter();
  const refuse = useRefusal();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.operations.sites.removeNode.mutationOptions());
  const remove = async () => {
    try {
      await mutateAsync({ siteId, nodeId });
      router.refresh();
    } catch (error) {
      refuse(error);
    }
  };
  const title = t("remove", { name });
  return (
    <ConfirmDialog
      trigger={
        <Button variant="quiet" size="sm" aria-label={title}>
          <Trash2 aria-hidden className="size-4" />
        </Button>
      }
      title={title}
      description={t("removeText")}
      confirmLabel={t("removeConfirm")}
      isDanger
      onConfirm={remove}
    />
  );
}
