import Link from "next/link";
import { useTranslations } from "next-intl";
import { Moment } from "@/components/period";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import type { RouterOutputs } from "@/trpc/outputs";

type Command = RouterOutputs["operations"]["commands"]["get"];

/** Whom and what a command is about. */
export function CommandFacts({ command, timeZone }: { command: Command; timeZone: string }) {
  const t = useTranslations("operations.command");
  const list = useTranslations("operations.commands");
  const { partnerId, partnerName, driverName, requestedBy, dueAt, endedAt } = command;
  const id = (text: string | null) =>
    text && <span className="font-mono text-sm break-all">{text}</span>;
  return (
    <Section title={t("facts")}>
      <Facts
        facts={[
          {
            label: t("partner"),
            value: (
              <Link
                href={`/operations/partners/${partnerId}`}
                className="text-brand underline underline-offset-2"
              >
                {partnerName}
              </Link>
            ),
          },
          { label: t("askedBy"), value: driverName ?? list("operations", { who: requestedBy }) },
          { label: t("place"), value: command.place },
          { label: t("location"), value: id(command.locationOcpiId) },
          { label: t("evse"), value: id(command.evseUid) },
          { label: t("connector"), value: id(command.connectorId) },
          { label: t("reference"), value: id(command.authorizationReference) },
          { label: t("reservation"), value: id(command.reservationId) },
          { label: t("syncResult"), value: id(command.syncResult) },
          { label: t("asyncResult"), value: id(command.asyncResult) },
          { label: t("message"), value: command.message },
          { label: t("error"), value: command.lastError },
          {
            label: endedAt ? t("endedAt") : t("waitsUntil"),
            value:
              (endedAt ?? dueAt) ? (
                <Moment at={endedAt ?? dueAt ?? command.createdAt} timeZone={timeZone} />
              ) : null,
          },
        ]}
      />
    </Section>
  );
}
