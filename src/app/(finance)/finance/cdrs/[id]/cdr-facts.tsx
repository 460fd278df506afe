import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Energy } from "@/components/energy";
import { Moment } from "@/components/period";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import { formatDuration } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type Cdr = RouterOutputs["finance"]["cdrs"]["get"];

/** Who charged, where, how long and by which token; and what reading it had to overlook. */
export function CdrFacts({ cdr, ownZone }: { cdr: Cdr; ownZone: string }) {
  const t = useTranslations("finance.cdr");
  const { cdrLocation: place, cdrToken: token, meterId, remark, authMethod } = cdr.core;
  const duration = cdr.endedAt.epochMilliseconds - cdr.startedAt.epochMilliseconds;
  const [rating] = cdr.ratings;
  return (
    <>
      <Section title={t("facts")}>
        <Facts
          facts={[
            { label: t("energy"), value: <Energy microKwh={cdr.energyMicroKwh} digits={3} /> },
            { label: t("duration"), value: formatDuration(duration) },
            {
              label: t("driver"),
              value: cdr.driverId ? (
                <Link
                  href={`/finance/drivers/${cdr.driverId}`}
                  className="text-brand underline underline-offset-2"
                >
                  {cdr.driverName}
                </Link>
              ) : null,
            },
            { label: t("token"), value: <Code>{token.uid}</Code> },
            { label: t("contract"), value: <Code>{token.contractId}</Code> },
            { label: t("auth"), value: <Code>{authMethod}</Code> },
            { label: t("operator"), value: `${cdr.operator} (${cdr.party})` },
            {
              label: t("placeLabel"),
              value: [place.address, place.postalCode, place.city].filter(Boolean).join(", "),
            },
            { label: t("timeZone"), value: rating?.timeZone ?? t("zoneUnknown") },
            { label: t("evse"), value: <Code>{place.evseId}</Code> },
            { label: t("meter"), value: meterId && <Code>{meterId}</Code> },
            { label: t("cdrId"), value: <Code>{cdr.ocpiId}</Code> },
            { label: t("session"), value: cdr.sessionOcpiId && <Code>{cdr.sessionOcpiId}</Code> },
            {
              label: t("received"),
              value: <Moment at={cdr.receivedAt} timeZone={ownZone} />,
            },
            { label: t("remark"), value: remark },
          ]}
        />
      </Section>
      {cdr.notes.length > 0 ? (
        <Section title={t("notes")}>
          <p className="-mt-3 text-sm text-ink-soft">{t("notesText")}</p>
          <ul className="list-disc pl-5 text-sm">
            {cdr.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  );
}

function Code({ children }: { children: ReactNode }) {
  return <span className="font-mono text-sm break-all">{children}</span>;
}
