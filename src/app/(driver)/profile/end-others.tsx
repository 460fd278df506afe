"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { useTRPC } from "@/trpc/client";

/** Signs out everywhere but here. */
export function EndOthers() {
  const t = useTranslations("profile");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutate, isPending } = useMutation(
    trpc.driver.profile.endOtherSessions.mutationOptions({
      onSuccess: ({ ended }) => {
        toast.success(t("ended", { count: ended }));
        router.refresh();
      },
      onError: () => toast.error(t("failed")),
    }),
  );
  return (
    <Button variant="secondary" size="sm" isPending={isPending} onClick={() => mutate()}>
      {t("endOthers")}
    </Button>
  );
}
