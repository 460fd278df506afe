"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { refusalReasonOf } from "@/trpc/refusal-of";

const REASONS = ["not-running", "no-profiles", "not-capable", "not-reachable"] as const;

/** Has something asked of a session and shows the page anew; a refusal is told. Says whether it was taken. */
export function useRequest() {
  const t = useTranslations("charging.requests");
  const router = useRouter();
  return async (ask: () => Promise<unknown>): Promise<boolean> => {
    try {
      await ask();
      toast.success(t("asked"));
      router.refresh();
      return true;
    } catch (error) {
      const reason = refusalReasonOf(error);
      toast.error(t(`hindrance.${REASONS.find((one) => one === reason) ?? "other"}`));
      return false;
    }
  };
}
