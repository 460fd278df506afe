"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";

/** How long a removal can be taken back from the toast that tells of it. */
const UNDO_MS = 10_000;

/** Removes something at once and offers to bring it back; the page follows. */
export function useUndo(): (deed: {
  remove: () => Promise<unknown>;
  restore: () => Promise<unknown>;
  words: { readonly removed: string; readonly undo: string; readonly restored: string };
}) => Promise<void> {
  const failed = useTranslations("shell.action");
  const router = useRouter();
  return async ({ remove, restore, words }) => {
    const bringBack = async () => {
      try {
        await restore();
        toast.success(words.restored);
        router.refresh();
      } catch {
        toast.error(failed("failed"));
      }
    };
    try {
      await remove();
      router.refresh();
      toast.success(words.removed, {
        duration: UNDO_MS,
        action: { label: words.undo, onClick: () => void bringBack() },
      });
    } catch {
      toast.error(failed("failed"));
    }
  };
}
