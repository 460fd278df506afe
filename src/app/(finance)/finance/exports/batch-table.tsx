import { useTranslations } from "next-intl";
import { listHref } from "@/app/list-href";
import { Moment } from "@/components/period";
import { Pager } from "@/components/ui/pager";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";

/** Batches that were made, each with its file. */
export function BatchTable({
  list,
  search,
  timeZone,
}: {
  list: RouterOutputs["finance"]["accounting"]["batches"];
  search: Parameters<typeof listHref>[1];
  timeZone: string;
}) {
  const t = useTranslations("accounting.exports");
  if (list.batches.length === 0) return <p className="text-ink-soft">{t("none")}</p>;
  return (
    <div className="flex flex-col gap-2">
      <Table caption={t("batches")}>
        <thead>
          <tr>
            <Th>{t("number")}</Th>
            <Th>{t("format")}</Th>
            <Th className="hidden sm:table-cell">{t("month")}</Th>
            <Th isFigure className="hidden md:table-cell">
              {t("journals")}
            </Th>
            <Th className="hidden md:table-cell">{t("madeAt")}</Th>
            <Th>
              <span className="sr-only">{t("download", { file: "" })}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {list.batches.map((batch) => (
            <Tr key={batch.id}>
              <Td>{batch.number}</Td>
              <Td>{t(`formats.${batch.format}`)}</Td>
              <Td className="hidden sm:table-cell">
                {batch.periodStart
                  .toZonedDateTimeISO(timeZone)
                  .toPlainDate()
                  .toString()
                  .slice(0, 7)}
              </Td>
              <Td isFigure className="hidden md:table-cell">
                {batch.journalCount}
              </Td>
              <Td className="hidden whitespace-nowrap md:table-cell">
                <Moment at={batch.createdAt} timeZone={timeZone} />
              </Td>
              <Td>
                <a
                  href={`/finance/exports/${batch.id}`}
                  download
                  className="underline underline-offset-2"
                  title={batch.sha256}
                >
                  {batch.fileName}
                </a>
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      <Pager
        page={list.page}
        pageSize={list.pageSize}
        total={list.total}
        hrefOf={(page) =>
          listHref("/finance/exports", search, { page: page > 1 ? String(page) : null })
        }
      />
    </div>
  );
}
