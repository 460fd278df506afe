"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useTRPC } from "@/trpc/client";

/** Offers a plan to drivers or stops it, after asking. */
export function OfferSwitch({
  planId,
  name,
  isOffered,
}: {
  planId: string;
  name: string;
  isOffered: boolean;
}) {
  const t = useTranslations("subscription.offer");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.finance.plans.offer.mutationOptions());
  const deed = isOffered ? "remove" : "add";
  const confirm = async () => {
    try {
      await mutateAsync({ planId, isOffered: !isOffered });
      toast.success(t(isOffered ? "removed" : "added"));
      router.refresh();
    } catch {
      toast.error(action("failed"));
    }
  };
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 border-y py-3">
      <p className="text-ink-soft">{t(isOffered ? "offered" : "notOffered")}</p>
      <ConfirmDialog
        trigger={
          <Button variant="secondary" size="sm">
            {t(deed)}
          </Button>
        }
        title={t(`${deed}Title`, { name })}
        description={t(`${deed}Text`)}
        confirmLabel={t(deed)}
        onConfirm={confirm}
      />
    </div>
  );
}
