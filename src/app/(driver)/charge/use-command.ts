"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { refusalText } from "./refusal-text";

/** Asks a charger for something, and goes to where its answer is followed; a refusal is told. */
export function useCommand(ask: () => Promise<{ readonly commandId: string }>) {
  const t = useTranslations("driver.charge");
  const router = useRouter();
  return async () => {
    try {
      const { commandId } = await ask();
      router.push(`/charge/commands/${commandId}`);
    } catch (error) {
      toast.error(refusalText(error, t));
    }
  };
}
