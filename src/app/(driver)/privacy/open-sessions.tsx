import { useLocale, useTranslations } from "next-intl";
import { useBrowserName } from "@/app/(driver)/use-browser-name";
import { Badge } from "@/components/ui/badge";
import { Section } from "@/components/ui/section";
import { formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";
import { EndOthers, EndSession } from "./end-session";

type Session = RouterOutputs["driver"]["privacy"]["sessions"][number];

/** The browsers in which the reader is signed in. */
export function OpenSessions({
  sessions,
  timeZone,
}: {
  sessions: readonly Session[];
  timeZone: string;
}) {
  const t = useTranslations("privacy.sessions");
  const others = sessions.filter(({ isCurrent }) => !isCurrent).length;
  return (
    <Section title={t("title")} action={others > 0 ? <EndOthers count={others} /> : null}>
      <ul className="border-t">
        {sessions.map((session) => (
          <SessionEntry key={session.id} session={session} timeZone={timeZone} />
        ))}
      </ul>
      {others === 0 ? <p className="text-ink-soft">{t("only")}</p> : null}
    </Section>
  );
}

function SessionEntry({ session, timeZone }: { session: Session; timeZone: string }) {
  const t = useTranslations("privacy.sessions");
  const locale = useLocale();
  const { id, userAgent, address, lastSeenAt, createdAt, isCurrent } = session;
  const name = useBrowserName()(userAgent);
  const seen = t("seen", { time: formatTime(lastSeenAt, locale, timeZone, "dateTime") });
  const since = t("since", { time: formatTime(createdAt, locale, timeZone, "date") });
  return (
    <li className="flex items-center justify-between gap-x-6 border-b py-3">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium">
          {name}
          {isCurrent ? <Badge tone="ok">{t("this")}</Badge> : null}
        </p>
        <p className="text-sm wrap-anywhere text-ink-soft">
          {[address, seen, since].filter((part) => part !== null).join(" · ")}
        </p>
      </div>
      {isCurrent ? null : <EndSession id={id} name={`${name}, ${seen}`} />}
    </li>
  );
}
