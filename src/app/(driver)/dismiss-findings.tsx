"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useUndo } from "@/app/(driver)/use-undo";
import { Button } from "@/components/ui/button";
import { useTRPC } from "@/trpc/client";

/** "This is right, don't ask again", with a way back. `id` is the address of the charge's session. */
export function DismissFindings({ id, findings }: { id: string; findings: readonly string[] }) {
  const t = useTranslations("disputes.right");
  const trpc = useTRPC().driver.disputes;
  const dismissal = useMutation(trpc.dismiss.mutationOptions());
  const restoring = useMutation(trpc.restore.mutationOptions());
  const dismiss = useUndo();
  const named = { id, findings: [...findings] };
  return (
    <Button
      variant="secondary"
      size="sm"
      isPending={dismissal.isPending}
      onClick={() =>
        void dismiss({
          remove: () => dismissal.mutateAsync(named),
          restore: () => restoring.mutateAsync(named),
          words: { removed: t("said"), undo: t("undo"), restored: t("undone") },
        })
      }
    >
      {t("say")}
    </Button>
  );
}
