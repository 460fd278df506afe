"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useTRPC } from "@/trpc/client";
import { type SiteLive, useSiteFigures } from "./site-figures";

/** Plans a site at once, and begins or ends to steer it once its reader has seen what that sends. */
export function Steering({ site }: { site: SiteLive }) {
  const t = useTranslations("sitePlans");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { power } = useSiteFigures(site.timeZone);
  const planNow = useMutation(trpc.operations.sitePlans.planNow.mutationOptions());
  const steer = useMutation(trpc.operations.sitePlans.steer.mutationOptions());
  const { id, isSteered, sessions } = site;
  const reread = () =>
    queries.invalidateQueries(trpc.operations.sitePlans.live.queryFilter({ id }));
  const attempt = async (deed: () => Promise<string>) => {
    try {
      toast.success(await deed());
    } catch {
      toast.error(t("steer.failed"));
    }
    await reread();
  };
  const steerable = sessions.filter(({ hindrance }) => hindrance === null);
  const held = steerable.filter(({ standing }) => standing !== "none");
  return (
    <>
      <Button
        variant="secondary"
        isPending={planNow.isPending}
        onClick={() =>
          void attempt(async () => {
            await planNow.mutateAsync({ id });
            return t("planNowDone");
          })
        }
      >
        {t("planNow")}
      </Button>
      <ConfirmDialog
        trigger={
          <Button variant={isSteered ? "secondary" : "primary"}>
            {t(isSteered ? "steer.off" : "steer.on")}
          </Button>
        }
        title={t(isSteered ? "steer.offTitle" : "steer.onTitle")}
        description={
          isSteered
            ? t("steer.offText", { count: held.length })
            : t("steer.onText", { count: steerable.length, safe: power(site.safeW) })
        }
        confirmLabel={t(isSteered ? "steer.offConfirm" : "steer.onConfirm")}
        isDanger={isSteered}
        onConfirm={() =>
          attempt(async () => {
            await steer.mutateAsync({ id, isSteered: !isSteered });
            return t(isSteered ? "steer.offDone" : "steer.onDone");
          })
        }
      />
    </>
  );
}
