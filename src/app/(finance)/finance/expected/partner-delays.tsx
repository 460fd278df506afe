import { useTranslations } from "next-intl";
import { Moment } from "@/components/period";
import { Empty } from "@/components/ui/empty";
import { Section } from "@/components/ui/section";
import { Table, Td, Th } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";
import { useAge } from "./age";

type Partner = RouterOutputs["finance"]["expectedCdrs"]["summary"]["partners"][number];

/** By operator: how long its CDRs take, and how far its lists were read. */
export function PartnerDelays({
  partners,
  timeZone,
}: {
  partners: readonly Partner[];
  timeZone: string;
}) {
  const t = useTranslations("finance.expected");
  const ageOf = useAge();
  return (
    <Section title={t("partners")}>
      {partners.length === 0 ? (
        <Empty title={t("noPartners")} />
      ) : (
        <Table caption={t("partnersCaption")}>
          <thead>
            <tr>
              <Th>{t("partner")}</Th>
              <Th isFigure>{t("median")}</Th>
              <Th isFigure className="hidden sm:table-cell">
                {t("p90")}
              </Th>
              <Th isFigure className="hidden md:table-cell">
                {t("missing")}
              </Th>
              <Th>{t("lists")}</Th>
            </tr>
          </thead>
          <tbody>
            {partners.map((partner) => (
              <tr key={partner.id}>
                <Td className="font-medium">{partner.name}</Td>
                <Td isFigure>{partner.delay ? ageOf(partner.delay.medianS) : t("notKnown")}</Td>
                <Td isFigure className="hidden sm:table-cell">
                  {partner.delay ? ageOf(partner.delay.p90S) : "–"}
                </Td>
                <Td isFigure className="hidden md:table-cell">
                  {partner.missing}
                </Td>
                <Td>
                  <Lists lists={partner.lists} timeZone={timeZone} />
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}

function Lists({ lists, timeZone }: { lists: Partner["lists"]; timeZone: string }) {
  const t = useTranslations("finance.expected");
  if (lists.length === 0) return <span className="text-ink-soft">{t("noList")}</span>;
  return (
    <ul className="text-sm">
      {lists.map(({ module, readUntil, lastError }) => (
        <li key={module}>
          {readUntil === null ? (
            t("neverRead")
          ) : (
            <Moment at={readUntil} timeZone={timeZone} className="whitespace-nowrap" />
          )}{" "}
          <span className="text-ink-soft">{t(`list_${module}`)}</span>
          {lastError === null ? null : <span className="block text-bad">{lastError}</span>}
        </li>
      ))}
    </ul>
  );
}
