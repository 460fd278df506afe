import Link from "next/link";
import { getTimeZone, getTranslations } from "next-intl/server";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Table, Td, Th, Tr, rowLinkLook } from "@/components/ui/table";
import { pageInput } from "@/trpc/inputs/page";
import { api } from "@/trpc/server";

export const generateMetadata = () => pageTitle("credits.own");

export default async function OwnCreditNotesPage({ searchParams }: WithSearch) {
  const { page } = await searchParams;
  const wanted = pageInput.safeParse({ page: Number(page ?? 1) }).data ?? { page: 1 };
  const [t, timeZone, list] = await Promise.all([
    getTranslations("credits.own"),
    getTimeZone(),
    (await api()).driver.creditNotes.list(wanted),
  ]);
  return (
    <>
      <PageHeader
        back={{ href: "/invoices", label: t("back") }}
        title={t("title")}
        lead={t("lead")}
      />
      {list.notes.length === 0 ? (
        <Empty title={t("empty")}>{t("emptyText")}</Empty>
      ) : (
        <Table caption={t("title")}>
          <thead>
            <tr>
              <Th>{t("number")}</Th>
              <Th className="hidden sm:table-cell">{t("credits")}</Th>
              <Th>{t("date")}</Th>
              <Th isFigure>{t("amount")}</Th>
            </tr>
          </thead>
          <tbody>
            {list.notes.map((note) => (
              <Tr key={note.id} isLink>
                <Td>
                  <Link href={`/credit-notes/${note.id}`} className={rowLinkLook}>
                    {note.number}
                  </Link>
                </Td>
                <Td className="hidden sm:table-cell">{note.credits}</Td>
                <Td className="whitespace-nowrap text-ink-soft">
                  <Moment
                    at={note.issuedAt ?? note.createdAt}
                    timeZone={timeZone}
                    show="dayMonth"
                  />
                </Td>
                <Td isFigure>
                  <Money value={note.total} className="font-medium" />
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
        hrefOf={(next) => `/credit-notes?page=${next}`}
      />
    </>
  );
}
