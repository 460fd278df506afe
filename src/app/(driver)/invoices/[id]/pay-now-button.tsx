"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { useTRPC } from "@/trpc/client";
import { refusalReasonOf } from "@/trpc/refusal-of";

const REASONS = ["processing", "collecting", "paid", "too_small"] as const;

/** Sends the driver to the page where the invoice is paid. Pressed twice, it is the same page. */
export function PayNowButton({
  invoiceId,
  label,
  isSecondary = false,
}: {
  invoiceId: string;
  label: string;
  isSecondary?: boolean;
}) {
  const t = useTranslations("payments.standing");
  const trpc = useTRPC();
  const { mutate, isPending, isSuccess } = useMutation(
    trpc.driver.payment.payNow.mutationOptions({
      onSuccess: ({ url }) => window.location.assign(url),
      onError: (error) => {
        const reason = REASONS.find((one) => one === refusalReasonOf(error));
        toast.error(t(`problem.${reason ?? "other"}`));
      },
    }),
  );
  return (
    <Button
      size="sm"
      variant={isSecondary ? "secondary" : "primary"}
      isPending={isPending || isSuccess}
      onClick={() => mutate({ invoiceId })}
    >
      {label}
    </Button>
  );
}
