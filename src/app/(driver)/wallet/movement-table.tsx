import Link from "next/link";
import { useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { Empty } from "@/components/ui/empty";
import { Section } from "@/components/ui/section";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";

type Statement = RouterOutputs["driver"]["wallet"]["movements"];

const KINDS = [
  "charge_accepted",
  "charge_reversed",
  "topup_succeeded",
  "topup_reversed",
  "credit_granted",
  "credit_expired",
  "credit_note_issued",
  "wallet_withdrawn",
] as const;

/** The wallet's statement, newest first, each line with the balance after it. */
export function MovementTable({
  statement: { movements, next },
  currency,
  isFirst,
  timeZone,
}: {
  statement: Statement;
  currency: string;
  isFirst: boolean;
  timeZone: string;
}) {
  const t = useTranslations("wallet.own");
  if (movements.length === 0) {
    return (
      <Section title={t("movements")}>
        <Empty title={t("noMovements")}>{t("noMovementsText")}</Empty>
      </Section>
    );
  }
  const wordOf = (kind: string) => t(`kind.${KINDS.find((known) => known === kind) ?? "other"}`);
  return (
    <Section title={t("movements")}>
      <Table caption={t("movements")}>
        <thead>
          <tr>
            <Th className="hidden sm:table-cell">{t("movementDate")}</Th>
            <Th>{t("movement")}</Th>
            <Th isFigure>{t("amount")}</Th>
            <Th isFigure>{t("after")}</Th>
          </tr>
        </thead>
        <tbody>
          {movements.map(({ id, at, kind, place, amount, creditAfter }) => (
            <Tr key={id}>
              <Td className="hidden whitespace-nowrap sm:table-cell">
                <Moment at={at} timeZone={timeZone} show="date" />
              </Td>
              <Td>
                {wordOf(kind)}
                {place ? <p className="text-sm text-ink-soft">{place}</p> : null}
                <p className="text-sm text-ink-soft sm:hidden">
                  <Moment at={at} timeZone={timeZone} show="date" />
                </p>
              </Td>
              <Td isFigure className="font-medium">
                <Money value={amount} />
              </Td>
              <Td isFigure className="text-ink-soft">
                <Money value={creditAfter} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      <nav className="flex flex-wrap gap-4 text-sm">
        {isFirst ? null : (
          <Link href={`/wallet?currency=${currency}`} className="tap underline underline-offset-4">
            {t("newest")}
          </Link>
        )}
        {next === null ? null : (
          <Link
            href={`/wallet?currency=${currency}&before=${next}`}
            className="tap underline underline-offset-4"
          >
            {t("older")}
          </Link>
        )}
      </nav>
    </Section>
  );
}
