"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useTRPC } from "@/trpc/client";
import { clockSteps } from "@/trpc/inputs/clock";

/** Moves the demo's time on, after asking. */
export function MoveButtons({ aheadMs }: { aheadMs: number }) {
  const t = useTranslations("clock");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.operations.clock.move.mutationOptions());
  const move = async (step: (typeof clockSteps)[number]) => {
    try {
      await mutateAsync({ step, aheadMs });
      toast.success(t("moved"));
    } catch {
      toast.error(t("conflict"));
    }
    router.refresh();
  };
  return (
    <div className="flex flex-wrap gap-3">
      {clockSteps.map((step) => (
        <ConfirmDialog
          key={step}
          trigger={<Button variant="secondary">{t(step)}</Button>}
          title={t("confirmTitle")}
          description={t("confirm", { step })}
          confirmLabel={t(step)}
          onConfirm={() => move(step)}
        />
      ))}
    </div>
  );
}
