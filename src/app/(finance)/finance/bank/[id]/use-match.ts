"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import type { z } from "zod";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";
import type { matchInput } from "@/trpc/inputs/bank";

/** Matches a line: says what came of it, and shows it as it stands then. */
export function useMatch(lineId: string) {
  const t = useTranslations("accounting.bank");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync, isPending } = useMutation(trpc.finance.bank.match.mutationOptions());
  const match = async (target: z.input<typeof matchInput>["target"]) => {
    try {
      await mutateAsync({ lineId, target });
      toast.success(t("matchDone"));
    } catch (error) {
      const isStale = refusalOf(error) === "PRECONDITION_FAILED";
      toast.error(isStale ? t("changed") : action("failed"));
    }
    router.refresh();
  };
  return { match, isPending };
}
