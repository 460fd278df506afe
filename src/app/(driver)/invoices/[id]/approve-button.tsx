"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { useTRPC } from "@/trpc/client";

/** Sends the driver to the bank's page; where none is needed any more, shows the invoice anew. */
export function ApproveButton({ paymentId, label }: { paymentId: string; label: string }) {
  const t = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutate, isPending } = useMutation(
    trpc.driver.payment.approve.mutationOptions({
      onSuccess: ({ url }) => (url === null ? router.refresh() : window.location.assign(url)),
      onError: () => toast.error(t("failed")),
    }),
  );
  return (
    <Button isPending={isPending} onClick={() => mutate({ paymentId })}>
      {label}
    </Button>
  );
}
