import { useTranslations } from "next-intl";
import { Moment } from "@/components/period";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";

type Mails = RouterOutputs["operations"]["clock"]["read"]["mails"];

/** The mails that went out since the clock was moved, newest first. */
export function MailTable({ mails, timeZone }: { mails: Mails; timeZone: string }) {
  const t = useTranslations("clock");
  return (
    <Table caption={t("mails")}>
      <thead>
        <tr>
          <Th>{t("mail")}</Th>
          <Th>{t("to")}</Th>
          <Th className="hidden sm:table-cell">{t("at")}</Th>
        </tr>
      </thead>
      <tbody>
        {mails.map(({ id, kind, email, at }) => (
          <Tr key={id}>
            <Td>{t(`mailKind.${kind}`)}</Td>
            <Td className="break-all">{email}</Td>
            <Td className="hidden whitespace-nowrap text-ink-soft sm:table-cell">
              <Moment at={at} timeZone={timeZone} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
