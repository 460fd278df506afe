"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";

/** Keeps that the driver agreed to exactly this version. */
export function AcceptButton({ termsVersionId }: { termsVersionId: string }) {
  const t = useTranslations("terms");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutate, isPending } = useMutation(
    trpc.driver.profile.acceptTerms.mutationOptions({
      onSuccess: () => {
        toast.success(t("acceptedToast"));
        router.refresh();
      },
      onError: (error) => {
        toast.error(refusalOf(error) === "CONFLICT" ? t("stale") : action("failed"));
        router.refresh();
      },
    }),
  );
  return (
    <Button isPending={isPending} onClick={() => mutate({ termsVersionId })}>
      {t("accept")}
    </Button>
  );
}
