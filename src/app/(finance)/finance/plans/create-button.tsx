"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";
import type { PlanForm } from "@/trpc/inputs/plan";
import { AskDialog } from "./ask-dialog";

/** Makes the plan with its first version, after asking. */
export function CreateButton({ form }: { form: UseFormReturn<PlanForm> }) {
  const t = useTranslations("plans.form");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.finance.plans.create.mutationOptions());
  const [asked, setAsked] = useState<PlanForm | null>(null);
  const confirm = async () => {
    if (asked === null) return;
    try {
      const { planId } = await mutateAsync(asked);
      toast.success(t("created"));
      router.push(`/finance/plans/${planId}`);
    } catch (error) {
      const isTaken = refusalOf(error) === "CONFLICT";
      toast.error(isTaken ? t("codeTaken") : action("failed"));
    }
  };
  return (
    <>
      <Button onClick={() => void form.handleSubmit(setAsked)()}>{t("create")}</Button>
      <AskDialog
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        title={t("createTitle", { name: asked?.name.trim() ?? "" })}
        confirmLabel={t("create")}
        onConfirm={confirm}
      >
        <p>{t("createText")}</p>
      </AskDialog>
    </>
  );
}
