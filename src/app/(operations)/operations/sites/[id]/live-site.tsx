"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { useTRPC } from "@/trpc/client";
import { LoadPicture } from "./load-picture";
import { NodeBars } from "./node-bars";
import { PlanTable } from "./plan-table";
import { SessionTable } from "./session-table";
import { type SiteLive, useSiteFigures } from "./site-figures";
import { SiteNotices } from "./site-notices";
import { Steering } from "./steering";

const EVERY_MS = 10_000;

/** A site as it is now, read anew every ten seconds. */
export function LiveSite({ initial }: { initial: SiteLive }) {
  const t = useTranslations("sitePlans");
  const trpc = useTRPC();
  const { time } = useSiteFigures(initial.timeZone);
  const { data: site, isError } = useQuery(
    trpc.operations.sitePlans.live.queryOptions(
      { id: initial.id },
      { initialData: initial, refetchInterval: EVERY_MS },
    ),
  );
  return (
    <>
      <PageHeader
        back={{ href: "/operations/sites", label: t("back") }}
        title={site.name}
        lead={t(site.isSteered ? "leadSteered" : "leadWatched")}
        action={
          <>
            <Steering site={site} />
            <LinkButton href={`/operations/sites/${site.id}/settings`} variant="secondary">
              {t("settings")}
            </LinkButton>
          </>
        }
      />
      {isError ? (
        <Notice tone="wait" title={t("stale", { time: time(site.at, "seconds") })} />
      ) : null}
      <SiteNotices site={site} />
      <LoadPicture site={site} />
      <NodeBars site={site} />
      <SessionTable site={site} />
      <PlanTable site={site} />
    </>
  );
}
