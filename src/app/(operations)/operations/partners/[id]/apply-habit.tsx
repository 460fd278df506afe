"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { useTRPC } from "@/trpc/client";

/** Sets what the partner's messages suggest. */
export function ApplyHabit({
  partnerId,
  setting,
  label,
}: {
  partnerId: string;
  setting: "trailingSlash";
  label: string;
}) {
  const t = useTranslations("operations.settings");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync, isPending } = useMutation(
    trpc.operations.partners.applyHabit.mutationOptions(),
  );
  const apply = async () => {
    try {
      await mutateAsync({ partnerId, setting });
      toast.success(t("saved"));
      router.refresh();
    } catch {
      toast.error(action("failed"));
    }
  };
  return (
    <Button
      variant="secondary"
      size="sm"
      className="mt-1.5"
      isPending={isPending}
      onClick={() => void apply()}
    >
      {label}
    </Button>
  );
}
