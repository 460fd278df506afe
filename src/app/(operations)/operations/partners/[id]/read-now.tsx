"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { useTRPC } from "@/trpc/client";

/** The worker takes a list up within five seconds; most are read in a few more. */
const LOOK_AGAIN_MS = [3_000, 7_000, 15_000] as const;

/** Has a list read at once. */
export function ReadNow({ partnerId, module }: { partnerId: string; module: string }) {
  const t = useTranslations("operations.lists");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync, isPending } = useMutation(
    trpc.operations.partners.readList.mutationOptions(),
  );
  const ask = async () => {
    try {
      await mutateAsync({ partnerId, module });
      toast.success(t("requested", { list: module }));
      for (const wait of LOOK_AGAIN_MS) setTimeout(() => router.refresh(), wait);
    } catch {
      toast.error(action("failed"));
    }
    router.refresh();
  };
  return (
    <Button
      variant="secondary"
      size="sm"
      isPending={isPending}
      aria-label={t("readList", { list: module })}
      onClick={() => void ask()}
    >
      {t("readNow")}
    </Button>
  );
}
