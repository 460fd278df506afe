import type { Metadata } from "next";
import { found } from "@/app/found";
import { pageId } from "@/app/page-id";
import type { WithId } from "@/app/page-props";
import { api } from "@/trpc/server";
import { CutToday } from "./cut-today";
import { LiveSite } from "./live-site";

export async function generateMetadata({ params }: WithId): Promise<Metadata> {
  const id = await pageId(params);
  return { title: await found((await api()).operations.sitePlans.name({ id })) };
}

export default async function SitePage({ params }: WithId) {
  const id = await pageId(params);
  const { operations } = await api();
  const [live, cut] = await Promise.all([
    found(operations.sitePlans.live({ id })),
    found(operations.sitePlans.fairness({ id })),
  ]);
  return (
    <>
      <LiveSite initial={live} />
      <CutToday cut={cut} timeZone={live.timeZone} />
    </>
  );
}
