import Link from "next/link";
import { useTranslations } from "next-intl";
import { Energy } from "@/components/energy";
import { Moment } from "@/components/period";
import { rowLinkLook, Table, Td, Th, Tr } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";
import { WishState } from "./wish-state";

type Session = RouterOutputs["operations"]["charging"]["list"][number];

/** Sessions that charge or that something was asked of; each leads to its page. */
export function SessionTable({
  sessions,
  timeZone,
}: {
  sessions: readonly Session[];
  timeZone: string;
}) {
  const t = useTranslations("charging.requests");
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("session")}</Th>
          <Th className="hidden md:table-cell">{t("operator")}</Th>
          <Th className="hidden lg:table-cell">{t("started")}</Th>
          <Th isFigure className="hidden sm:table-cell">
            {t("energy")}
          </Th>
          <Th>{t("latest")}</Th>
        </tr>
      </thead>
      <tbody>
        {sessions.map((session) => (
          <Tr isLink key={session.id}>
            <Td>
              <Link href={`/operations/charging/${session.id}`} className={rowLinkLook}>
                {session.place}
              </Link>
              <span className="block text-sm text-ink-soft">{t(`status.${session.status}`)}</span>
              {session.purpose === "steering" ? (
                <span className="block text-sm text-ink-soft">
                  {t("steeredFor", { operator: session.operator })}
                </span>
              ) : null}
              <span className="block font-mono text-xs break-all text-ink-soft">
                {session.ocpiId}
              </span>
            </Td>
            <Td className="hidden md:table-cell">{session.operator}</Td>
            <Td className="hidden whitespace-nowrap text-ink-soft lg:table-cell">
              <Moment at={session.startedAt} timeZone={timeZone} />
            </Td>
            <Td isFigure className="hidden sm:table-cell">
              <Energy microKwh={session.energyMicroKwh} />
            </Td>
            <Td>
              {session.latestKind && session.latestState ? (
                <>
                  <WishState state={session.latestState} />
                  <span className="block text-sm text-ink-soft">
                    {t(`kind.${session.latestKind}`)} · {t("count", { count: session.wishes })}
                  </span>
                </>
              ) : (
                <span className="text-ink-soft">{t("none")}</span>
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
