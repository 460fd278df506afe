import Link from "next/link";
import { useTranslations } from "next-intl";
import { listHref } from "@/app/list-href";
import { Empty } from "@/components/ui/empty";
import { Section } from "@/components/ui/section";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { cn } from "@/components/cn";
import type { RouterOutputs } from "@/trpc/outputs";

type Counts = RouterOutputs["partner"]["home"]["connection"]["counts24h"];

const OUTCOMES = ["accepted", "replay", "conflict", "rejected", "failed"] as const;
const BAD: ReadonlySet<string> = new Set(["conflict", "rejected", "failed"]);

/** The last day's messages by module and direction; what was refused leads to its messages. */
export function DayCounts({ counts }: { counts: Counts }) {
  const t = useTranslations("partner.home");
  const words = useTranslations("status.message");
  const shown = OUTCOMES.filter((outcome) => counts.some((one) => one.outcome === outcome));
  const rows = Map.groupBy(counts, ({ module, direction }) => `${module} ${direction}`);
  return (
    <Section title={t("day")}>
      {counts.length === 0 ? (
        <Empty title={t("dayNone")} />
      ) : (
        <Table caption={t("dayCaption")}>
          <thead>
            <tr>
              <Th>{t("module")}</Th>
              {shown.map((outcome) => (
                <Th key={outcome} isFigure>
                  {words(outcome)}
                </Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...rows].map(([key, row]) => (
              <CountRow key={key} row={row} outcomes={shown} />
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}

function CountRow({ row, outcomes }: { row: Counts; outcomes: readonly string[] }) {
  const t = useTranslations("partner.home");
  const [first] = row;
  if (!first) return null;
  const { module, direction } = first;
  return (
    <Tr>
      <Td className="py-2">
        <span className="font-medium">{module}</span>{" "}
        <span className="text-sm whitespace-nowrap text-ink-soft">{t(direction)}</span>
      </Td>
      {outcomes.map((outcome) => {
        const messages = row.find((one) => one.outcome === outcome)?.messages ?? 0;
        return (
          <Td key={outcome} isFigure className={cn("py-2", messages === 0 && "text-ink-faint")}>
            {messages === 0 ? (
              "–"
            ) : (
              <Link
                href={listHref("/partner/messages", { module, direction, outcome })}
                className={cn(
                  "underline underline-offset-2",
                  BAD.has(outcome) && "font-semibold text-bad",
                )}
              >
                {messages}
              </Link>
            )}
          </Td>
        );
      })}
    </Tr>
  );
}
