import Link from "next/link";
import { useTranslations } from "next-intl";
import { Energy } from "@/components/energy";
import { Moment } from "@/components/period";
import { Facts } from "@/components/ui/facts";
import { Section } from "@/components/ui/section";
import type { RouterOutputs } from "@/trpc/outputs";

/** What the CDR is about, and the message that brought it. */
export function OwnCdrFacts({
  cdr,
  timeZone,
}: {
  cdr: RouterOutputs["partner"]["cdrs"]["get"];
  timeZone: string;
}) {
  const t = useTranslations("partner.cdr");
  const code = (text: string | null) =>
    text && <span className="font-mono text-sm break-all">{text}</span>;
  return (
    <div className="flex min-w-0 flex-col gap-12">
      <Section title={t("facts")}>
        <Facts
          facts={[
            { label: t("party"), value: cdr.party },
            { label: t("session"), value: code(cdr.sessionOcpiId) },
            { label: t("place"), value: cdr.place },
            { label: t("start"), value: <Moment at={cdr.startedAt} timeZone={timeZone} /> },
            { label: t("end"), value: <Moment at={cdr.endedAt} timeZone={timeZone} /> },
            { label: t("energy"), value: <Energy microKwh={cdr.energyMicroKwh} digits={3} /> },
            { label: t("received"), value: <Moment at={cdr.receivedAt} timeZone={timeZone} /> },
          ]}
        />
        <p>
          <Link
            href={`/partner/messages/${cdr.messageId}`}
            className="text-brand underline underline-offset-2"
          >
            {t("message")}
          </Link>
        </p>
      </Section>
      {cdr.notes.length > 0 ? (
        <Section title={t("notes")}>
          <ul className="list-disc pl-5 font-mono text-xs">
            {cdr.notes.map((note) => (
              <li key={note} className="break-all">
                {note}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </div>
  );
}
