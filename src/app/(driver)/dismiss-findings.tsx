"use client";

import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { useUndo } from "@/app/(driver)/use-undo";
import { Button } from "@/components/ui/button";
import { loadApi } from "@/trpc/load-api";

/** "This is right, don't ask again", with a way back. `id` is the address of the charge's session. */
export function DismissFindings({ id, findings }: { id: string; findings: readonly string[] }) {
  const t = useTranslations("disputes.right");
  const dismiss = useUndo();
  const [isPending, startTransition] = useTransition();
  const named = { id, findings: [...findings] };
  return (
    <Button
      variant="quiet"
      size="sm"
      isPending={isPending}
      onClick={() =>
        startTransition(() =>
          dismiss({
            remove: async () => (await loadApi()).driver.disputes.dismiss.mutate(named),
            restore: async () => (await loadApi()).driver.disputes.restore.mutate(named),
            words: { removed: t("said"), undo: t("undo"), restored: t("undone") },
          }),
        )
      }
    >
      {t("say")}
    </Button>
  );
}
