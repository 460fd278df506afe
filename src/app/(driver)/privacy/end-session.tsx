"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { useTRPC } from "@/trpc/client";

/** Signs another browser out. `name`: which, for who does not see the row. */
export function EndSession({ id, name }: { id: string; name: string }) {
  const t = useTranslations("privacy.sessions");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const { mutateAsync, isPending } = useMutation(
    useTRPC().driver.privacy.endSession.mutationOptions(),
  );
  const end = async () => {
    try {
      await mutateAsync({ id });
      toast.success(t("ended"));
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
      aria-label={`${t("end")}: ${name}`}
      onClick={() => void end()}
    >
      {t("end")}
    </Button>
  );
}

/** Signs all other browsers out, once that is confirmed. */
export function EndOthers({ count }: { count: number }) {
  const t = useTranslations("privacy.sessions");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const { mutateAsync } = useMutation(useTRPC().driver.privacy.endOtherSessions.mutationOptions());
  const end = async () => {
    try {
      const { ended } = await mutateAsync();
      toast.success(t("endedOthers", { count: ended }));
    } catch {
      toast.error(action("failed"));
    }
    router.refresh();
  };
  return (
    <ConfirmDialog
      trigger={
        <Button variant="secondary" size="sm">
          {t("endOthers")}
        </Button>
      }
      title={t("endOthersTitle")}
      description={t("endOthersText", { count })}
      confirmLabel={t("endOthers")}
      onConfirm={end}
    />
  );
}
