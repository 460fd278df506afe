import { useTranslations } from "next-intl";
import { Moment } from "@/components/period";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";

type Batch = RouterOutputs["operations"]["cards"]["overview"]["batches"][number];

/** The batches of cards in the stock, and what is left of each. */
export function BatchTable({ batches, timeZone }: { batches: readonly Batch[]; timeZone: string }) {
  const t = useTranslations("cards.operations");
  return (
    <Table caption={t("stock")}>
      <thead>
        <tr>
          <Th>{t("batch")}</Th>
          <Th isFigure>{t("cards")}</Th>
          <Th isFigure>{t("left")}</Th>
          <Th className="hidden sm:table-cell">{t("added")}</Th>
        </tr>
      </thead>
      <tbody>
        {batches.map(({ batch, cards, left, addedAt }) => (
          <Tr key={batch}>
            <Td>{batch}</Td>
            <Td isFigure>{cards}</Td>
            <Td isFigure>{left}</Td>
            <Td className="hidden sm:table-cell">
              <Moment at={addedAt} timeZone={timeZone} show="date" />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
