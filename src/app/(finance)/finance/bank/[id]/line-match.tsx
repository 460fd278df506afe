import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { WhatItIs } from "@/app/(finance)/finance/bank/line-table";
import { Money } from "@/components/money";
import { Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { formatMoney, formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";
import { KeepRest, UndoMatch } from "./line-deeds";

/** What a line was matched with, by whom, and how it is taken back. */
export function LineMatch({
  line,
  timeZone,
}: {
  line: RouterOutputs["finance"]["bank"]["get"];
  timeZone: string;
}) {
  const t = useTranslations("accounting.bank");
  const locale = useLocale();
  const { rest, matchedBy, matchedAt } = line;
  const date = matchedAt ? formatTime(matchedAt, locale, timeZone, "dateTime") : "";
  return (
    <Section title={t("what")} action={<UndoMatch lineId={line.id} />}>
      {rest ? (
        <Notice
          tone="wait"
          title={t("rest", { amount: formatMoney(rest, locale) })}
          action={<KeepRest lineId={line.id} amount={formatMoney(rest, locale)} />}
        >
          {t("restText")}
        </Notice>
      ) : null}
      <Facts
        facts={[
          { label: t("what"), value: <WhatItIs line={line} /> },
          ...line.paid.map(({ invoiceId, number, amount }) => ({
            label: `${t("paid")} ${number}`,
            value: (
              <Link
                href={`/finance/invoices/${invoiceId}`}
                className="underline underline-offset-2"
              >
                <Money value={amount} />
              </Link>
            ),
          })),
          { label: t("note"), value: line.note },
          { label: t("state"), value: matchedBy ? t("by", { who: matchedBy, date }) : null },
        ]}
      />
    </Section>
  );
}
