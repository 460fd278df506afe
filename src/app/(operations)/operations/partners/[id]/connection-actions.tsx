"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Section } from "@/components/ui/section";
import { useTRPC } from "@/trpc/client";

/** What can be done with a living connection: new tokens, a look at what it holds of our drivers', and the farewell. */
export function ConnectionActions({ partnerId, name }: { partnerId: string; name: string }) {
  const t = useTranslations("operations.partner");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.operations.partners.request.mutationOptions());
  const ask = (what: "rotate" | "unregister" | "check_tokens") => async () => {
    try {
      await mutateAsync({ partnerId, action: what });
      toast.success(t("requested"));
    } catch {
      toast.error(action("failed"));
    }
    router.refresh();
  };
  return (
    <Section title={t("connection")}>
      <div className="flex flex-wrap gap-3">
        <ConfirmDialog
          trigger={<Button variant="secondary">{t("rotate")}</Button>}
          title={t("rotateTitle", { name })}
          description={t("rotateText")}
          confirmLabel={t("rotate")}
          onConfirm={ask("rotate")}
        />
        <Button variant="secondary" onClick={() => void ask("check_tokens")()}>
          {t("checkTokens")}
        </Button>
        <ConfirmDialog
          trigger={<Button variant="secondary">{t("unregister")}</Button>}
          title={t("unregisterTitle", { name })}
          description={t("unregisterText")}
          confirmLabel={t("unregister")}
          isDanger
          onConfirm={ask("unregister")}
        />
      </div>
    </Section>
  );
}
