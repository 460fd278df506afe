import { getTimeZone, getTranslations } from "next-intl/server";
import { createSearchParamsCache, parseAsInteger } from "nuqs/server";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { FileLinks } from "@/components/file-links";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { pageInput } from "@/trpc/inputs/page";
import { api } from "@/trpc/server";

export const generateMetadata = () => pageTitle("documentList.own");

const query = createSearchParamsCache({ page: parseAsInteger.withDefault(1) });

export default async function OwnDocumentsPage({ searchParams }: WithSearch) {
  const wanted = pageInput.safeParse(await query.parse(searchParams)).data ?? { page: 1 };
  const [t, timeZone, list] = await Promise.all([
    getTranslations("documentList"),
    getTimeZone(),
    (await api()).driver.documents.list(wanted),
  ]);
  return (
    <>
      <PageHeader
        back={{ href: "/invoices", label: t("own.back") }}
        title={t("own.title")}
        lead={t("own.lead")}
      />
      {list.documents.length === 0 ? (
        <Empty title={t("own.empty")}>{t("own.emptyText")}</Empty>
      ) : (
        <Table caption={t("own.title")}>
          <thead>
            <tr>
              <Th>{t("own.kind")}</Th>
              <Th className="hidden sm:table-cell">{t("issued")}</Th>
              <Th isFigure>{t("total")}</Th>
              <Th className="text-right">{t("files")}</Th>
            </tr>
          </thead>
          <tbody>
            {list.documents.map((document) => (
              <Tr key={document.id}>
                <Td>
                  <span className="font-medium">{t(`kind.${document.kind}`)}</span>
                  <span className="block text-sm text-ink-soft">{document.number}</span>
                  <span className="block text-sm text-ink-soft sm:hidden">
                    <Moment at={document.issuedAt} timeZone={timeZone} show="date" />
                  </span>
                </Td>
                <Td className="hidden whitespace-nowrap sm:table-cell">
                  <Moment at={document.issuedAt} timeZone={timeZone} show="date" />
                </Td>
                <Td isFigure className="font-medium">
                  {document.total ? <Money value={document.total} /> : null}
                </Td>
                <Td>
                  <FileLinks document={document} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
      <Pager
        page={list.page}
        pageSize={list.pageSize}
        total={list.total}
        hrefOf={(page) => `/invoices/documents?page=${page}`}
      />
    </>
  );
}
