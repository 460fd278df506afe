import { useTranslations } from "next-intl";
import { Moment } from "@/components/period";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";

type Series = RouterOutputs["finance"]["documents"]["series"][number];

/** Each series with its first and last number, what is missing, and its numbers to take away. */
export function SeriesTable({ series, timeZone }: { series: readonly Series[]; timeZone: string }) {
  const t = useTranslations("documentList.series");
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("name")}</Th>
          <Th isFigure className="hidden sm:table-cell">
            {t("range")}
          </Th>
          <Th isFigure>{t("count")}</Th>
          <Th className="hidden lg:table-cell">{t("first")}</Th>
          <Th className="hidden lg:table-cell">{t("last")}</Th>
          <Th>{t("state")}</Th>
          <Th>
            <span className="sr-only">{t("export")}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {series.map((one) => (
          <SeriesRow key={`${one.legalEntityId} ${one.prefix}`} series={one} timeZone={timeZone} />
        ))}
      </tbody>
    </Table>
  );
}

function SeriesRow({ series, timeZone }: { series: Series; timeZone: string }) {
  const t = useTranslations("documentList");
  const { kind, prefix, first, last, count, firstAt, lastAt } = series;
  const address = new URLSearchParams({
    entity: series.legalEntityId,
    kind,
    of: series.seriesOf,
    year: String(series.year),
  });
  return (
    <Tr>
      <Td>
        <span className="font-medium">{prefix}</span>
        <span className="block text-sm text-ink-soft">{t(`kind.${kind}`)}</span>
        <span className="block text-sm text-ink-soft">{series.legalEntity}</span>
      </Td>
      <Td isFigure className="hidden sm:table-cell">
        {count === 0 ? "–" : `${first}–${last}`}
      </Td>
      <Td isFigure>{count}</Td>
      <Td className="hidden whitespace-nowrap lg:table-cell">
        {firstAt ? <Moment at={firstAt} timeZone={timeZone} /> : null}
      </Td>
      <Td className="hidden whitespace-nowrap lg:table-cell">
        {lastAt ? <Moment at={lastAt} timeZone={timeZone} /> : null}
      </Td>
      <Td>
        <SeriesState series={series} />
      </Td>
      <Td>
        <LinkButton
          href={`/finance/documents/series/export?${address.toString()}`}
          variant="quiet"
          size="sm"
          prefetch={false}
          download
          aria-label={t("series.exportLabel", { series: prefix })}
        >
          {t("series.export")}
        </LinkButton>
      </Td>
    </Tr>
  );
}

function SeriesState({ series: { gaps, duplicates, disorder } }: { series: Series }) {
  const t = useTranslations("documentList.series");
  const findings = [
    gaps.length > 0 && t("gaps", { numbers: gaps.map(stretch).join(", ") }),
    duplicates.length > 0 && t("duplicates", { numbers: duplicates.join(", ") }),
    disorder > 0 && t("disorder", { count: disorder }),
  ].filter((words) => words !== false);
  if (findings.length === 0) return <Badge tone="ok">{t("sound")}</Badge>;
  return (
    <span className="flex flex-col items-start gap-1">
      {findings.map((words) => (
        <Badge key={words} tone="bad" className="whitespace-normal">
          {words}
        </Badge>
      ))}
    </span>
  );
}

function stretch([from, to]: readonly [number, number]): string {
  return from === to ? String(from) : `${from}–${to}`;
}
