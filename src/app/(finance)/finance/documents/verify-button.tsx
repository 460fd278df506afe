"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { useTRPC } from "@/trpc/client";

/** Reckons a document's hashes again and says what came out. */
export function VerifyButton({ id, number }: { id: string; number: string }) {
  const t = useTranslations("documentList");
  const action = useTranslations("shell.action");
  const { finance } = useTRPC();
  const verify = useMutation(finance.documents.verify.mutationOptions());
  const check = async () => {
    try {
      const { parts } = await verify.mutateAsync({ id });
      const broken = parts.filter(({ isIntact }) => !isIntact);
      if (broken.length === 0) toast.success(t("verified", { number, count: parts.length }));
      else toast.error(t("broken", { number, parts: broken.map(({ part }) => part).join(", ") }));
    } catch {
      toast.error(action("failed"));
    }
  };
  return (
    <Button
      size="sm"
      variant="quiet"
      isPending={verify.isPending}
      aria-label={t("verifyLabel", { number })}
      onClick={() => void check()}
    >
      {t("verify")}
    </Button>
  );
}
