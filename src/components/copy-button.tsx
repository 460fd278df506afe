"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { Button } from "./ui/button";

/** Copies a text. `label` says which one to those who cannot see what stands beside it. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const t = useTranslations("shell.action");
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), 2_000);
    } catch {
      toast.error(t("failed"));
    }
  };
  const Icon = isCopied ? Check : Copy;
  return (
    <Button variant="secondary" size="sm" onClick={() => void copy()} aria-label={label}>
      <Icon aria-hidden className="size-4" />
      <span aria-live="polite">{t(isCopied ? "copied" : "copy")}</span>
    </Button>
  );
}
