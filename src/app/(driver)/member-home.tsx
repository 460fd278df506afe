import { getTranslations } from "next-intl/server";
import type { Person } from "@/auth/current-person";
import { api } from "@/trpc/server";
import { LatestSessions } from "./latest-sessions";
import { LiveSessions } from "./live-sessions";
import { OwnAccountNotice } from "./own-account-notice";

/** The first page of somebody who charges on another's account: what charges now, and what he charged. */
export async function MemberHome({ person }: { person: Person }) {
  const { timeZone } = person;
  const asked = await api();
  const [t, live, latest] = await Promise.all([
    getTranslations("driver.home"),
    asked.driver.home.live(),
    asked.driver.sessions.list({ page: 1 }),
  ]);
  return (
    <>
      <h1 className="sr-only">{t("title")}</h1>
      <LiveSessions initial={live} timeZone={timeZone} />
      <LatestSessions sessions={latest.sessions} timeZone={timeZone} />
      <OwnAccountNotice person={person} />
    </>
  );
}
