import { useTranslations } from "next-intl";
import { MicroMoney } from "@/components/micro-money";
import { Empty } from "@/components/ui/empty";
import { Section } from "@/components/ui/section";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { Messages } from "@/i18n/messages";
import type { RouterOutputs } from "@/trpc/outputs";

type Cdr = RouterOutputs["partner"]["cdrs"]["get"];
type Unpriceable = keyof Messages["finance"]["unpriceable"];

/** The claim beside what their own tariff gives, whole and in the parts that differ. */
export function ClaimComparison({ cdr }: { cdr: Cdr }) {
  const t = useTranslations("partner.cdr");
  const part = useTranslations("finance.part");
  const reasons = useTranslations("finance.unpriceable");
  if (cdr.verdict === null) {
    return (
      <Section title={t("compare")}>
        <Empty title={t("notRated")}>{t("state_received")}</Empty>
      </Section>
    );
  }
  const code = cdr.unpriceable as Unpriceable | null;
  return (
    <Section title={t("compare")}>
      {code === null ? null : (
        <p className="text-wait">
          {t("noFigure", { reason: reasons(reasons.has(code) ? code : "other") })}
        </p>
      )}
      <Table caption={t("compare")}>
        <thead>
          <tr>
            <Th>
              <span className="sr-only">{t("compare")}</span>
            </Th>
            <Th isFigure>{t("claim")}</Th>
            <Th isFigure>{t("own")}</Th>
            <Th isFigure className="hidden sm:table-cell">
              {t("difference")}
            </Th>
          </tr>
        </thead>
        <tbody>
          <Line
            label={t("net")}
            claimed={cdr.claimedMicro}
            own={cdr.ownMicro}
            currency={cdr.currency}
            isMain
          />
          <Line
            label={t("gross")}
            claimed={cdr.claimedInclMicro}
            own={cdr.ownInclMicro}
            currency={cdr.currency}
          />
          {cdr.parts.map(({ part: name, claimed, ours }) => (
            <Line
              key={name}
              label={part(name)}
              claimed={claimed}
              own={ours}
              currency={cdr.currency}
            />
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

function Line({
  label,
  claimed,
  own,
  currency,
  isMain = false,
}: {
  label: string;
  claimed: bigint | null;
  own: bigint | null;
  currency: string;
  isMain?: boolean;
}) {
  const t = useTranslations("partner.cdr");
  const look = isMain ? "font-semibold" : undefined;
  const figure = (micro: bigint | null, none: string, isSigned = false) =>
    micro === null ? (
      <span className="text-ink-faint">{none}</span>
    ) : (
      <MicroMoney micro={micro} currency={currency} isExact isSigned={isSigned} className={look} />
    );
  const difference = claimed === null || own === null ? null : claimed - own;
  return (
    <Tr>
      <Td className="text-ink-soft">{label}</Td>
      <Td isFigure>{figure(claimed, t("notStated"))}</Td>
      <Td isFigure>
        {figure(own, t("notKnown"))}
        {difference ? (
          <span className="block text-sm text-ink-soft sm:hidden">
            {figure(difference, "–", true)}
          </span>
        ) : null}
      </Td>
      <Td isFigure className="hidden sm:table-cell">
        {figure(difference, "–", true)}
      </Td>
    </Tr>
  );
}
