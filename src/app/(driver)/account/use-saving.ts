"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";

/**
 * Does something, says so and shows the page anew. `why` finds words for a refusal; without any it is said that it did
 * not work. Answers whether it was done.
 */
export function useSaving(): (
  deed: () => Promise<unknown>,
  done: string,
  why?: (error: unknown) => string | undefined,
) => Promise<boolean> {
  const action = useTranslations("shell.action");
  const router = useRouter();
  return async (deed, done, why) => {
    try {
      await deed();
    } catch (error) {
      toast.error(why?.(error) ?? action("failed"));
      return false;
    }
    toast.success(done);
    router.refresh();
    return true;
  };
}
