"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";

/** Tries the saved card again. */
export function RetryButton({ invoiceId }: { invoiceId: string }) {
  const t = useTranslations("driver.invoices");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutate, isPending } = useMutation(
    trpc.driver.payment.retry.mutationOptions({
      onSuccess: () => {
        toast.success(t("retried"));
        router.refresh();
      },
      onError: (error) => {
        toast.error(t(refusalOf(error) === "LIMIT" ? "retryLater" : "retryFailed"));
      },
    }),
  );
  return (
    <Button size="sm" isPending={isPending} onClick={() => mutate({ invoiceId })}>
      {t("retry")}
    </Button>
  );
}
