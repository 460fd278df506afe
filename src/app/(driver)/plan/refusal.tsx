"use client";

import { useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";
import { refusalReasonOf } from "@/trpc/refusal-of";

const KNOWN = [
  "wallet-negative",
  "no-fee",
  "not-offered",
  "too-soon",
  "renewing",
  "no-fallback",
  "not-running",
  "already",
] as const;

/** Why a change is refused, in words that say what to do. */
export function useRefusal(): (error: unknown) => string {
  const t = useTranslations("subscription.move");
  const action = useTranslations("shell.action");
  return (error) => {
    const reason = refusalReasonOf(error);
    if (reason === "stale") return t("stale");
    const known = KNOWN.find((one) => one === reason);
    return known ? t(`refused.${known}`) : action("failed");
  };
}

/** The same as a notice. */
export function Refusal({ error }: { error: unknown }) {
  const words = useRefusal();
  return <Notice tone="bad" title={words(error)} />;
}
