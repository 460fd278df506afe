"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";

/** Starts a month's run after asking. There is one run a month: sent twice, it is one deed. */
export function StartRun({
  month,
  label,
  title,
  text,
}: {
  month: string;
  label: string;
  title: string;
  text: string;
}) {
  const t = useTranslations("runs");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.finance.runs.start.mutationOptions());
  const confirm = async () => {
    try {
      const id = await mutateAsync({ month });
      toast.success(t("started"));
      router.push(`/finance/runs/${id}`);
    } catch (error) {
      const code = refusalOf(error);
      const isStale = code === "CONFLICT" || code === "PRECONDITION_FAILED";
      toast.error(isStale ? t("stale") : action("failed"));
      router.refresh();
    }
  };
  return (
    <ConfirmDialog
      trigger={<Button>{label}</Button>}
      title={title}
      description={text}
      confirmLabel={label}
      onConfirm={confirm}
    />
  );
}
