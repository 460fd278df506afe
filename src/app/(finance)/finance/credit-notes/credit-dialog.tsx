"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { useTRPC } from "@/trpc/client";
import { refusalReasonOf } from "@/trpc/refusal-of";
import type { CreditPreset } from "./credit-choice";
import { CreditForm } from "./credit-form";
import { useRefusalWords } from "./use-refusal-words";

/** Makes a credit note: how much, why, where the money goes, and what will happen, before it does. */
export function CreditDialog({
  label,
  size = "sm",
  variant = "secondary",
  preset,
}: {
  label: string;
  size?: "sm" | "md";
  variant?: "primary" | "secondary";
  preset: CreditPreset;
}) {
  const t = useTranslations("credits.dialog");
  return (
    <Dialog
      trigger={
        <Button size={size} variant={variant}>
          {label}
        </Button>
      }
      title={t("title", { number: preset.number })}
      description={t("lead")}
      className="w-[44rem]"
    >
      {(close) => <LoadedForm preset={preset} onDone={close} />}
    </Dialog>
  );
}

function LoadedForm({ preset, onDone }: { preset: CreditPreset; onDone: () => void }) {
  const trpc = useTRPC();
  const words = useRefusalWords();
  const { data, error } = useQuery({
    ...trpc.finance.creditNotes.creditable.queryOptions(preset.source),
    staleTime: 0,
    retry: false,
  });
  if (error) return <p className="text-bad">{words(refusalReasonOf(error))}</p>;
  if (!data) {
    return (
      <div className="flex flex-col gap-3" aria-busy>
        <Skeleton className="h-10" />
        <Skeleton className="h-10" />
        <Skeleton className="h-24" />
      </div>
    );
  }
  return <CreditForm preset={preset} creditable={data} onDone={onDone} />;
}
