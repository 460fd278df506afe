import { useTranslations } from "next-intl";
import { money } from "@/core/money/money";
import { useAccountName } from "./account-name";
import { Money } from "./money";
import { Table, Td, Th, Tr } from "./ui/table";

/** What a deed would book, leg by leg: debit above zero. Shown before it is done. */
export function BookingPreview({
  caption,
  legs,
}: {
  caption: string;
  legs: readonly {
    readonly account: { readonly code: string };
    readonly amountMinor: bigint;
    readonly currency: string;
  }[];
}) {
  const t = useTranslations("finance.journal");
  const nameOf = useAccountName();
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <Th>{t("account")}</Th>
          <Th isFigure>{t("debit")}</Th>
          <Th isFigure>{t("credit")}</Th>
        </tr>
      </thead>
      <tbody>
        {legs.map(({ account, amountMinor, currency }) => (
          <Tr key={`${account.code} ${currency}`}>
            <Td>{nameOf(account.code)}</Td>
            <Td isFigure>{amountMinor > 0n && <Money value={money(amountMinor, currency)} />}</Td>
            <Td isFigure>{amountMinor < 0n && <Money value={money(-amountMinor, currency)} />}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
