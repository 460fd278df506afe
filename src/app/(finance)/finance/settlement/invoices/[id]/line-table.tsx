import Link from "next/link";
import { useTranslations } from "next-intl";
import { money } from "@/core/money/money";
import { Money } from "@/components/money";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";

type Lines = RouterOutputs["finance"]["settlement"]["invoice"]["lines"];

/** The CDRs of an operator's invoice: those that do not agree first, in the invoice's order. */
export function LineTable({ lines, currency }: { lines: Lines; currency: string }) {
  const t = useTranslations("settlement.invoice");
  const inOrder = lines.toSorted(
    (a, b) => Number(a.state === "match") - Number(b.state === "match") || a.seq - b.seq,
  );
  const amount = (minor: bigint | null) =>
    minor === null ? "–" : <Money value={money(minor, currency)} />;
  return (
    <Table caption={t("linesCaption")}>
      <thead>
        <tr>
          <Th>{t("cdr")}</Th>
          <Th isFigure className="hidden sm:table-cell">
            {t("claimed")}
          </Th>
          <Th isFigure>{t("accepted")}</Th>
          <Th isFigure className="hidden md:table-cell">
            {t("difference")}
          </Th>
          <Th>{t("state")}</Th>
        </tr>
      </thead>
      <tbody>
        {inOrder.map(({ seq, cdrRef, cdrId, claimedMinor, acceptedMinor, state }) => (
          <Tr key={seq}>
            <Td className="font-mono text-sm break-all">
              {cdrId ? (
                <Link href={`/finance/cdrs/${cdrId}`} className="underline underline-offset-2">
                  {cdrRef}
                </Link>
              ) : (
                cdrRef
              )}
            </Td>
            <Td isFigure className="hidden sm:table-cell">
              {amount(claimedMinor)}
            </Td>
            <Td isFigure>{amount(acceptedMinor)}</Td>
            <Td isFigure className="hidden md:table-cell">
              {amount(
                claimedMinor === null || acceptedMinor === null
                  ? null
                  : claimedMinor - acceptedMinor,
              )}
            </Td>
            <Td>
              <Badge tone={state === "match" ? "ok" : "bad"}>{t(`lineStates.${state}`)}</Badge>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
