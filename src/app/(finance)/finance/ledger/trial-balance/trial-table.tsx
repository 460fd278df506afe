import { useTranslations } from "next-intl";
import { useAccountName } from "@/components/account-name";
import { Money } from "@/components/money";
import { Section } from "@/components/ui/section";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { money } from "@/core/money/money";
import type { RouterOutputs } from "@/trpc/outputs";

type Row = RouterOutputs["finance"]["accounting"]["trial"]["rows"][number];

/** The trial balance, a table for each currency; each sums to zero. */
export function TrialTable({ rows }: { rows: readonly Row[] }) {
  const t = useTranslations("accounting.trial");
  const nameOf = useAccountName();
  const currencies = Map.groupBy(rows, ({ closing }) => closing.currency);
  return [...currencies].map(([currency, accounts]) => (
    <Section key={currency} title={currency}>
      <Table caption={`${t("title")} ${currency}`}>
        <thead>
          <tr>
            <Th>{t("account")}</Th>
            <Th isFigure className="hidden md:table-cell">
              {t("opening")}
            </Th>
            <Th isFigure className="hidden sm:table-cell">
              {t("debit")}
            </Th>
            <Th isFigure className="hidden sm:table-cell">
              {t("credit")}
            </Th>
            <Th isFigure>{t("closing")}</Th>
          </tr>
        </thead>
        <tbody>
          {accounts.map((row) => (
            <Amounts
              key={row.account}
              row={row}
              label={nameOf(codeOf(row.account))}
              code={row.account}
            />
          ))}
          <Amounts row={sumOf(accounts, currency)} label={t("sum")} />
        </tbody>
      </Table>
    </Section>
  ));
}

function Amounts({
  row,
  label,
  code,
}: {
  row: Omit<Row, "account">;
  label: string;
  code?: string;
}) {
  const isSum = code === undefined;
  return (
    <Tr className={isSum ? "font-medium" : undefined}>
      <Td>
        {label}
        {isSum ? null : <span className="block font-mono text-sm text-ink-soft">{code}</span>}
      </Td>
      <Td isFigure className="hidden md:table-cell">
        <Money value={row.opening} />
      </Td>
      <Td isFigure className="hidden sm:table-cell">
        <Money value={row.debit} />
      </Td>
      <Td isFigure className="hidden sm:table-cell">
        <Money value={row.credit} />
      </Td>
      <Td isFigure>
        <Money value={row.closing} />
      </Td>
    </Tr>
  );
}

/** Drivers' accounts stand together under their kind: "driver_wallet" has the name of a driver's wallet. */
function codeOf(account: string): string {
  return account.startsWith("driver_") ? `driver:all:${account.slice("driver_".length)}` : account;
}

function sumOf(rows: readonly Row[], currency: string): Omit<Row, "account"> {
  const sum = (of: "opening" | "debit" | "credit" | "closing") =>
    money(
      rows.reduce((all, row) => all + row[of].amountMinor, 0n),
      currency,
    );
  return {
    opening: sum("opening"),
    debit: sum("debit"),
    credit: sum("credit"),
    closing: sum("closing"),
  };
}
