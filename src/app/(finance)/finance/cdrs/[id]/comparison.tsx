import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { MicroMoney } from "@/components/micro-money";
import { Empty } from "@/components/ui/empty";
import { Section } from "@/components/ui/section";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { divRound } from "@/core/money/rounding";
import type { Explained } from "@/core/rating/find-reading";
import type { Finding } from "@/core/rating/reconcile";
import { formatDecimal, formatEnergy, formatMicroMoney } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";
import { useHeldReason, useUnpriceable } from "@/app/(finance)/finance/held-reason";

type Cdr = RouterOutputs["finance"]["cdrs"]["get"];

/** The claim and our figure side by side, and what was found in comparing them. */
export function Comparison({ cdr }: { cdr: Cdr }) {
  const t = useTranslations("finance.cdr");
  const [rating] = cdr.ratings;
  if (!rating) {
    return (
      <Section title={t("compare")}>
        <Empty title={t("notRated")}>
          <p>{t("notRatedText")}</p>
          {cdr.lastError ? (
            <p className="pt-2 text-bad">{t("lastError", { error: cdr.lastError })}</p>
          ) : null}
        </Empty>
      </Section>
    );
  }
  return (
    <Section title={t("compare")} action={<RatingLink partnerId={cdr.partnerId} />}>
      <Table caption={t("compare")}>
        <thead>
          <tr>
            <Th>
              <span className="sr-only">{t("compare")}</span>
            </Th>
            <Th isFigure>{t("claim")}</Th>
            <Th isFigure>{t("own")}</Th>
            <Th isFigure>{t("difference")}</Th>
          </tr>
        </thead>
        <tbody>
          <Side
            label={t("net")}
            claimed={cdr.claimedMicro}
            own={rating.ownExclMicro}
            cdr={cdr}
            isMain
          />
          <Side
            label={t("gross")}
            claimed={cdr.claimedInclMicro}
            own={rating.ownInclMicro}
            cdr={cdr}
          />
          {rating.contract.verdict === "differs" ? (
            <Side
              label={t("byContract")}
              claimed={cdr.claimedMicro}
              own={rating.contract.exclMicro}
              cdr={cdr}
            />
          ) : null}
        </tbody>
      </Table>
      <Findings cdr={cdr} rating={rating} />
    </Section>
  );
}

function RatingLink({ partnerId }: { partnerId: string }) {
  const t = useTranslations("ratingSettings");
  return (
    <Link
      href={`/finance/partners/${partnerId}/rating`}
      className="text-sm text-brand underline underline-offset-2 print:hidden"
    >
      {t("link")}
    </Link>
  );
}

function Side({
  label,
  claimed,
  own,
  cdr,
  isMain = false,
}: {
  label: string;
  claimed: bigint | null;
  own: bigint | null;
  cdr: Cdr;
  isMain?: boolean;
}) {
  const t = useTranslations("finance.cdr");
  const locale = useLocale();
  const { currency, verdict } = cdr;
  const none = (text: string) => <span className="text-ink-faint">{text}</span>;
  const figure = isMain ? "font-semibold sm:text-lg" : undefined;
  const difference = claimed !== null && own !== null ? claimed - own : null;
  // Hundredths of a per cent are as fine as anybody asks.
  const percent =
    difference !== null && own !== null && own > 0n
      ? divRound(difference * 10_000n, own, "half-away")
      : null;
  return (
    <Tr>
      <Td className="text-ink-soft">{label}</Td>
      <Td isFigure>
        {claimed === null ? (
          none(t("notStated"))
        ) : (
          <MicroMoney micro={claimed} currency={currency} isExact className={figure} />
        )}
      </Td>
      <Td isFigure>
        {own === null ? (
          none(t("notKnown"))
        ) : (
          <MicroMoney micro={own} currency={currency} isExact className={figure} />
        )}
      </Td>
      <Td isFigure>
        {difference === null ? (
          none("–")
        ) : (
          <span className={verdict === "mismatch" && difference !== 0n ? "text-bad" : undefined}>
            <MicroMoney
              micro={difference}
              currency={currency}
              isExact
              isSigned
              className={figure}
            />
            {percent === null || percent === 0n ? null : (
              <span className="hidden text-sm sm:block">
                {t("percent", {
                  percent: `${percent > 0n ? "+" : ""}${formatDecimal(decimal(percent), locale, 2)}\u00a0%`,
                })}
              </span>
            )}
          </span>
        )}
      </Td>
    </Tr>
  );
}

function decimal(hundredths: bigint): string {
  const size = hundredths < 0n ? -hundredths : hundredths;
  const text = `${size / 100n}.${String(size % 100n).padStart(2, "0")}`;
  return hundredths < 0n ? `-${text}` : text;
}

function Findings({ cdr, rating }: { cdr: Cdr; rating: Cdr["ratings"][number] }) {
  const reading = useTranslations("finance.reading");
  const t = useTranslations("finance.cdr");
  const sentence = useFindings(cdr.currency);
  const explain = useExplained(cdr.currency);
  const contract = useContract(cdr.currency);
  const reasonOf = useHeldReason();
  // The two sides stand in the table already.
  const more = rating.findings.filter(({ code }) => code !== "compared");
  // A credit is not priced: it is held against its original.
  const isPriced = !cdr.isCredit && (rating.ownExclMicro !== null || rating.ownInclMicro !== null);
  const texts = [
    ...(isPriced ? [reading(rating.reading ?? "none")] : []),
    ...(rating.explained ? [explain(rating.explained)] : []),
    ...more.map((finding) => sentence(finding)),
    ...contract(rating),
    ...rating.noted.map((stored) => reasonOf(stored).what),
  ];
  return (
    <ul aria-label={t("findings")} className="flex flex-col gap-1.5">
      {texts.map((text) => (
        <li key={text} className="max-w-prose border-l-2 border-rule-strong pl-3">
          {text}
        </li>
      ))}
    </ul>
  );
}

/** Says how the tariff that was priced stands to the one that we held. */
function useContract(currency: string): (rating: Cdr["ratings"][number]) => readonly string[] {
  const t = useTranslations("finance.contract");
  const locale = useLocale();
  return ({ contract: { verdict, exclMicro }, ownExclMicro }) => {
    if (verdict === null) return [];
    const isKnown = exclMicro !== null && ownExclMicro !== null;
    const difference = isKnown ? formatMicroMoney(ownExclMicro - exclMicro, currency, locale) : "–";
    return [t(verdict, { difference })];
  };
}

/** Says how much a reading explains, and what that means: words that can go to the operator. */
function useExplained(currency: string): (explained: Explained) => string {
  const t = useTranslations("finance.explained");
  const reading = useTranslations("finance.reading");
  const locale = useLocale();
  const amount = (micro: bigint) =>
    `${micro > 0n ? "+" : ""}${formatMicroMoney(micro, currency, locale)}`;
  return ({ second, label, standing, explainedMicro, remainingMicro }) => {
    const difference = amount(explainedMicro + remainingMicro);
    return [
      ...(second === undefined ? [] : [reading(second)]),
      ...(label === undefined ? [] : [t("version", { label })]),
      t("amount", { explained: amount(explainedMicro), difference }),
      ...(remainingMicro === 0n ? [] : [t("rest", { remaining: amount(remainingMicro) })]),
      t(standing),
    ].join(" ");
  };
}

function useFindings(currency: string): (finding: Finding) => string {
  const t = useTranslations("finance.finding");
  const part = useTranslations("finance.part");
  const locale = useLocale();
  const unpriceable = useUnpriceable();
  const amount = (micro: bigint) => formatMicroMoney(micro, currency, locale);
  return (finding) => {
    switch (finding.code) {
      case "compared":
        return t(`compared_${finding.side}`, figuresOf(finding));
      case "part-differs":
        return t("part-differs", { part: part(finding.part), ...figuresOf(finding) });
      case "claim-is-zero":
        return t("claim-is-zero", { energy: formatEnergy(finding.energy, locale) });
      case "currency-differs":
        return t("currency-differs", { claimed: finding.claimed, ours: finding.ours });
      case "not-comparable":
        return t("not-comparable");
      case "unpriceable":
        return t("unpriceable", { reason: unpriceable(finding.reason.code) });
    }
  };
  function figuresOf(of: { claimed: bigint; ours: bigint; difference: bigint }) {
    const difference = `${of.difference > 0n ? "+" : ""}${amount(of.difference)}`;
    return { claimed: amount(of.claimed), ours: amount(of.ours), difference };
  }
}
