import { useLocale, useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { money } from "@/core/money/money";
import { formatDay } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";
import { ExchangeRateDialog } from "./exchange-rate-dialog";
import { MakeBatch, type BatchOrder } from "./make-batch";

type Preview = RouterOutputs["finance"]["accounting"]["preview"];

/** What a batch would hold, account by account, and what stops it. */
export function BatchPreview({ order, preview }: { order: BatchOrder; preview: Preview }) {
  const t = useTranslations("accounting.exports");
  const { number, journals, vouchers, obstacles, mark } = preview;
  if (journals === 0) return <Empty title={t("nothing")}>{t("nothingText")}</Empty>;
  return (
    <Section
      title={t("preview", { number })}
      action={
        obstacles.length === 0 ? (
          <MakeBatch order={order} number={number} journals={journals} mark={mark} />
        ) : null
      }
    >
      <p className="-mt-3 text-ink-soft">{t("previewText", { journals, vouchers })}</p>
      <Obstacles obstacles={obstacles} quote={preview.currency} />
      <AccountSums preview={preview} />
    </Section>
  );
}

function Obstacles({ obstacles, quote }: { obstacles: Preview["obstacles"]; quote: string }) {
  const t = useTranslations("accounting.exports");
  const locale = useLocale();
  if (obstacles.length === 0) return null;
  const isUnmapped = obstacles.some(({ kind }) => kind === "unmapped");
  const noRate = new Set(obstacles.flatMap((one) => (one.kind === "no_rate" ? one.currency : [])));
  return (
    <Notice
      tone="bad"
      title={t("stops")}
      action={
        <span className="flex flex-wrap gap-2">
          {isUnmapped ? (
            <LinkButton href="/finance/accounts" variant="secondary" size="sm">
              {t("toAccounts")}
            </LinkButton>
          ) : null}
          {[...noRate].map((currency) => (
            <ExchangeRateDialog key={currency} currency={currency} quote={quote} />
          ))}
        </span>
      }
    >
      <ul>
        {obstacles.map((one) =>
          one.kind === "unmapped" ? (
            <li key={one.code}>{t("unmapped", { code: one.code })}</li>
          ) : (
            <li key={`${one.currency} ${one.day}`}>
              {t("noRate", { currency: one.currency, day: formatDay(one.day, locale) })}
            </li>
          ),
        )}
      </ul>
    </Notice>
  );
}

function AccountSums({ preview }: { preview: Preview }) {
  const t = useTranslations("accounting.exports");
  const amount = (minor: bigint) => <Money value={money(minor, preview.currency)} />;
  const sum = (of: "debitMinor" | "creditMinor") =>
    preview.accounts.reduce((all, row) => all + row[of], 0n);
  return (
    <Table caption={t("preview", { number: preview.number })}>
      <thead>
        <tr>
          <Th>{t("account")}</Th>
          <Th className="hidden sm:table-cell">{t("name")}</Th>
          <Th isFigure>{t("debit")}</Th>
          <Th isFigure>{t("credit")}</Th>
        </tr>
      </thead>
      <tbody>
        {preview.accounts.map((row) => (
          <Tr key={row.account}>
            <Td>
              <span className="font-mono">{row.account}</span>
              <span className="block text-sm text-ink-soft sm:hidden">{row.name}</span>
            </Td>
            <Td className="hidden sm:table-cell">{row.name}</Td>
            <Td isFigure>{amount(row.debitMinor)}</Td>
            <Td isFigure>{amount(row.creditMinor)}</Td>
          </Tr>
        ))}
        <Tr className="font-medium">
          <Td>{t("sum")}</Td>
          <Td className="hidden sm:table-cell" />
          <Td isFigure>{amount(sum("debitMinor"))}</Td>
          <Td isFigure>{amount(sum("creditMinor"))}</Td>
        </Tr>
      </tbody>
    </Table>
  );
}
