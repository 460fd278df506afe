"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { useTRPC } from "@/trpc/client";

/** Hosts at which a partner can't be called before they are allowed, each with one press. */
export function RefusedHosts({
  partnerId,
  hosts,
}: {
  partnerId: string;
  hosts: readonly string[];
}) {
  const t = useTranslations("operations.progress");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync, isPending } = useMutation(
    trpc.operations.partners.allowHost.mutationOptions(),
  );
  if (hosts.length === 0) return null;
  const allow = async (host: string) => {
    try {
      await mutateAsync({ partnerId, host });
      toast.success(t("hostAllowed"));
      router.refresh();
    } catch {
      toast.error(action("failed"));
    }
  };
  return (
    <Notice
      tone="wait"
      title={t("hostsTitle")}
      action={
        <ul className="flex flex-wrap gap-2">
          {hosts.map((host) => (
            <li key={host}>
              <Button
                variant="secondary"
                size="sm"
                isPending={isPending}
                onClick={() => void allow(host)}
              >
                {t("allowHost", { host })}
              </Button>
            </li>
          ))}
        </ul>
      }
    >
      <p>{t("hostsText")}</p>
    </Notice>
  );
}
