import Link from "next/link";
import { useTranslations } from "next-intl";
import { Moment } from "@/components/period";
import { Table, Td, Th, Tr, rowLinkLook } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";

type Waiting = RouterOutputs["finance"]["runs"]["preview"]["waiting"];

/** Who waits in a run, and why; nothing where nobody does. */
export function WaitingTable({ waiting, timeZone }: { waiting: Waiting; timeZone: string }) {
  const t = useTranslations("runs");
  if (waiting.count === 0) return null;
  const more = waiting.count - waiting.drivers.length;
  return (
    <div className="flex flex-col gap-2">
      <h3 className="font-semibold">{t("waitingTitle")}</h3>
      <p className="text-sm text-ink-soft">{t("waitingLead")}</p>
      <Table caption={t("waitingTitle")}>
        <thead>
          <tr>
            <Th>{t("driver")}</Th>
            <Th>{t("reason")}</Th>
            <Th className="hidden sm:table-cell">{t("until")}</Th>
          </tr>
        </thead>
        <tbody>
          {waiting.drivers.map(({ driverId, name, reason, until }) => (
            <Tr key={driverId} isLink>
              <Td>
                <Link href={`/finance/drivers/${driverId}`} className={rowLinkLook}>
                  {name}
                </Link>
              </Td>
              <Td>{t(`wait_${reason}`)}</Td>
              <Td className="hidden whitespace-nowrap sm:table-cell">
                {until ? <Moment at={until} timeZone={timeZone} /> : "–"}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      {more > 0 ? (
        <p className="text-sm text-ink-soft">{t("waitingMore", { count: more })}</p>
      ) : null}
    </div>
  );
}
