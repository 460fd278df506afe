import { useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Table, Td, Th } from "@/components/ui/table";
import { money } from "@/core/money/money";
import { useLostReason } from "./lost-reason";
import type { RouterOutputs } from "@/trpc/outputs";

type Row = RouterOutputs["finance"]["marginLost"]["list"][number];

/** What promises cost, by operator and reason, with a sum for each currency. */
export function LostTable({ rows }: { rows: readonly Row[] }) {
  const t = useTranslations("promise");
  const words = useLostReason();
  const sums = [...Map.groupBy(rows, ({ currency }) => currency)];
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("operator")}</Th>
          <Th>{t("reason")}</Th>
          <Th isFigure>{t("charges")}</Th>
          <Th isFigure className="hidden sm:table-cell">
            {t("lostGross")}
          </Th>
          <Th isFigure>{t("lostNet")}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={[row.operator, row.party, row.currency, row.reason].join(" ")}>
            <Td>
              <Operator row={row} />
            </Td>
            <Td>{words(row.reason)}</Td>
            <Td isFigure>{row.charges}</Td>
            <Td isFigure className="hidden sm:table-cell">
              <Money value={money(row.lostGrossMinor, row.currency)} />
            </Td>
            <Td isFigure>
              <Money value={money(row.lostNetMinor, row.currency)} />
            </Td>
          </tr>
        ))}
        {sums.map(([currency, of]) => (
          <tr key={currency} className="font-semibold">
            <Td>{t("sum")}</Td>
            <Td>{currency}</Td>
            <Td isFigure>{of.reduce((all, { charges }) => all + charges, 0)}</Td>
            <Td isFigure className="hidden sm:table-cell">
              <Money value={money(total(of, "lostGrossMinor"), currency)} />
            </Td>
            <Td isFigure>
              <Money value={money(total(of, "lostNetMinor"), currency)} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function total(rows: readonly Row[], of: "lostGrossMinor" | "lostNetMinor"): bigint {
  return rows.reduce((all, row) => all + row[of], 0n);
}

/** How many bills stood because their lock gave no price. */
export function UnpromisedTable({ rows }: { rows: readonly Row[] }) {
  const t = useTranslations("promise");
  const words = useLostReason();
  return (
    <Table caption={t("unpromised")}>
      <thead>
        <tr>
          <Th>{t("operator")}</Th>
          <Th>{t("reason")}</Th>
          <Th isFigure>{t("charges")}</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={[row.operator, row.party, row.currency, row.reason].join(" ")}>
            <Td>
              <Operator row={row} />
            </Td>
            <Td>{words(row.reason)}</Td>
            <Td isFigure>{row.charges}</Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Operator({ row }: { row: Row }) {
  return (
    <>
      <span className="font-medium">{row.operator}</span>{" "}
      <span className="text-ink-soft">{row.party}</span>
    </>
  );
}
