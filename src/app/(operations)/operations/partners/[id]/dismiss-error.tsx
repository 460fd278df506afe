"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { useTRPC } from "@/trpc/client";

/** Takes away what stands on a partner as needing a person. */
export function DismissError({ partnerId, error }: { partnerId: string; error: string }) {
  const t = useTranslations("operations.progress");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { mutateAsync, isPending } = useMutation(
    trpc.operations.partners.dismissError.mutationOptions(),
  );
  const dismiss = async () => {
    try {
      await mutateAsync({ partnerId, error });
      await queryClient.invalidateQueries(
        trpc.operations.partners.state.queryFilter({ partnerId }),
      );
      router.refresh();
    } catch {
      toast.error(action("failed"));
    }
  };
  return (
    <Button variant="secondary" size="sm" isPending={isPending} onClick={() => void dismiss()}>
      {t("seenTo")}
    </Button>
  );
}
