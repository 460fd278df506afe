import { useTranslations } from "next-intl";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";

type Deeds = RouterOutputs["operations"]["clock"]["read"]["deeds"];

/** What was done since the clock was moved, by the names that the audit has for it. */
export function DeedTable({ deeds }: { deeds: Deeds }) {
  const t = useTranslations("clock");
  return (
    <Table caption={t("deeds")}>
      <thead>
        <tr>
          <Th>{t("deed")}</Th>
          <Th isFigure>{t("count")}</Th>
        </tr>
      </thead>
      <tbody>
        {deeds.map(({ action, count }) => (
          <Tr key={action}>
            <Td className="font-mono text-sm break-all">{action}</Td>
            <Td isFigure>{count}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
