import Link from "next/link";
import { useTranslations } from "next-intl";
import { Moment } from "@/components/period";
import { Status } from "@/components/status";
import { rowLinkLook, Table, Td, Th, Tr } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";

type Command = RouterOutputs["operations"]["commands"]["list"]["commands"][number];

/** Commands in rows, latest first; each leads to its page. */
export function CommandTable({
  commands,
  timeZone,
}: {
  commands: readonly Command[];
  timeZone: string;
}) {
  const t = useTranslations("operations.commands");
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th className="hidden w-28 sm:table-cell">{t("time")}</Th>
          <Th>{t("command")}</Th>
          <Th className="hidden lg:table-cell">{t("partner")}</Th>
          <Th className="hidden md:table-cell">{t("askedBy")}</Th>
          <Th>{t("state")}</Th>
        </tr>
      </thead>
      <tbody>
        {commands.map((command) => (
          <CommandRow key={command.id} command={command} timeZone={timeZone} />
        ))}
      </tbody>
    </Table>
  );
}

function CommandRow({ command, timeZone }: { command: Command; timeZone: string }) {
  const t = useTranslations("operations.commands");
  const { id, kind, state, createdAt, place, locationOcpiId, evseUid, driverName } = command;
  const where = [place ?? locationOcpiId, evseUid].filter((part) => part !== null).join(" · ");
  return (
    <Tr isLink>
      <Td className="hidden whitespace-nowrap text-ink-soft sm:table-cell">
        <Moment at={createdAt} timeZone={timeZone} show="dayMonth" />
        <span className="block text-sm">
          <Moment at={createdAt} timeZone={timeZone} show="seconds" />
        </span>
      </Td>
      <Td>
        <Link href={`/operations/commands/${id}`} className={rowLinkLook}>
          {t(kind)}
        </Link>
        {where ? <span className="block text-sm text-ink-soft">{where}</span> : null}
        <span className="block text-sm text-ink-soft sm:hidden">
          <Moment at={createdAt} timeZone={timeZone} show="dayMonth" />{" "}
          <Moment at={createdAt} timeZone={timeZone} show="seconds" />
        </span>
      </Td>
      <Td className="hidden lg:table-cell">{command.partnerName}</Td>
      <Td className="hidden md:table-cell">
        {driverName ?? t("operations", { who: command.requestedBy })}
      </Td>
      <Td>
        <Status of="command" value={state} />
      </Td>
    </Tr>
  );
}
