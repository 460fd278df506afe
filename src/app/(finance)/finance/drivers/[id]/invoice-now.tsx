"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";

/** Issues what the preview shows, after asking. When charges have changed since, the preview is made anew. */
export function InvoiceNow({
  driverId,
  name,
  invoices,
  charges,
  sums,
}: {
  driverId: string;
  name: string;
  invoices: number;
  charges: number;
  sums: string;
}) {
  const t = useTranslations("finance.driver");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.finance.drivers.invoiceNow.mutationOptions());
  const confirm = async () => {
    try {
      const issued = await mutateAsync({ driverId, expectedCharges: charges });
      toast.success(t("done", { count: issued.length }));
      const [only] = issued;
      if (issued.length === 1 && only) router.push(`/finance/invoices/${only}`);
      else router.refresh();
    } catch (error) {
      const code = refusalOf(error);
      const isStale = code === "CONFLICT" || code === "PRECONDITION_FAILED";
      toast.error(isStale ? t("conflict") : action("failed"));
      router.refresh();
    }
  };
  return (
    <ConfirmDialog
      trigger={<Button>{t("invoiceNow")}</Button>}
      title={t("confirmTitle", { count: invoices })}
      description={t("confirmText", { name, sums, charges })}
      confirmLabel={t("confirm")}
      onConfirm={confirm}
    />
  );
}
