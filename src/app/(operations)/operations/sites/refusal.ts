"use client";

import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import type { Messages } from "@/i18n/messages";
import { refusalReasonOf } from "@/trpc/refusal-of";

type Fault = keyof Messages["sites"]["faults"];

/** Says why a site's description was refused, in the reader's words. */
export function useRefusal(): (error: unknown) => void {
  const t = useTranslations("sites");
  const action = useTranslations("shell.action");
  return (error) => {
    const fault = refusalReasonOf(error, "fault") ?? refusalReasonOf(error);
    if (fault === undefined || !t.has(`faults.${fault as Fault}`)) {
      toast.error(action("failed"));
      return;
    }
    const node = refusalReasonOf(error, "node");
    const site = refusalReasonOf(error, "site") ?? "";
    const words = t(`faults.${fault as Fault}`, { site });
    toast.error(node === undefined ? words : `${node}: ${words}`);
  };
}
