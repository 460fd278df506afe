import Link from "next/link";
import { useTranslations } from "next-intl";
import { Energy } from "@/components/energy";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { Status } from "@/components/status";
import { Table, Td, Th, Tr, rowLinkLook } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";

type Session = RouterOutputs["driver"]["sessions"]["list"]["sessions"][number];

/** Sessions in rows; each row leads to its page. Narrow screens put the energy under the place. */
export function SessionTable({
  caption,
  sessions,
  timeZone,
}: {
  caption: string;
  sessions: readonly Session[];
  timeZone: string;
}) {
  const t = useTranslations("driver.sessions");
  return (
    <Table caption={caption} className="sm:table-fixed">
      <thead>
        <tr>
          <Th className="w-16 max-sm:pr-3 sm:w-28">{t("when")}</Th>
          <Th>{t("where")}</Th>
          <Th isFigure className="hidden w-28 sm:table-cell">
            {t("energy")}
          </Th>
          <Th className="hidden w-44 md:table-cell">{t("state")}</Th>
          <Th isFigure className="max-sm:whitespace-normal sm:w-36">
            {t("price")}
          </Th>
        </tr>
      </thead>
      <tbody>
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} timeZone={timeZone} />
        ))}
      </tbody>
    </Table>
  );
}

function SessionRow({ session, timeZone }: { session: Session; timeZone: string }) {
  const t = useTranslations("driver.sessions");
  const zone = session.timeZone ?? timeZone;
  return (
    <Tr isLink>
      <Td className="whitespace-nowrap text-ink-soft max-sm:pr-3">
        <Moment at={session.startedAt} timeZone={zone} show="dayMonth" />
        <span className="block text-sm">
          <Moment at={session.startedAt} timeZone={zone} show="time" />
        </span>
      </Td>
      <Td>
        <Link href={`/sessions/${session.id}`} className={rowLinkLook}>
          {session.place || t("unknownPlace")}
        </Link>
        <span className="block text-sm text-ink-soft">
          {session.city}
          <span className="max-sm:hidden"> · {session.operator}</span>
          <span className="block sm:hidden">
            <Energy microKwh={session.energyMicroKwh} />
          </span>
        </span>
      </Td>
      <Td isFigure className="hidden sm:table-cell">
        <Energy microKwh={session.energyMicroKwh} />
      </Td>
      <Td className="hidden md:table-cell">
        <Status of="session" value={session.state} />
      </Td>
      <Td isFigure>
        {session.price ? (
          <Money value={session.price} className="font-medium" />
        ) : (
          <span className="text-ink-faint">–</span>
        )}
        <span className="mt-1 block md:hidden">
          <Status of="session" value={session.state} />
        </span>
      </Td>
    </Tr>
  );
}
