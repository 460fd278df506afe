import Link from "next/link";
import { getTimeZone, getTranslations, getLocale } from "next-intl/server";
import { createSearchParamsCache, parseAsInteger } from "nuqs/server";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { Money } from "@/components/money";
import { Status } from "@/components/status";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Pager } from "@/components/ui/pager";
import { Table, Td, Th, Tr, rowLinkLook } from "@/components/ui/table";
import { formatDay, formatPeriod } from "@/i18n/formats";
import { pageInput } from "@/trpc/inputs/page";
import { api } from "@/trpc/server";

export const generateMetadata = () => pageTitle("driver.invoices");

const query = createSearchParamsCache({ page: parseAsInteger.withDefault(1) });

export default async function InvoicesPage({ searchParams }: WithSearch) {
  const wanted = pageInput.safeParse(await query.parse(searchParams)).data ?? { page: 1 };
  const [t, others, locale, timeZone, list] = await Promise.all([
    getTranslations("driver.invoices"),
    getTranslations("documentList"),
    getLocale(),
    getTimeZone(),
    (await api()).driver.invoices.list(wanted),
  ]);
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        action={
          <LinkButton href="/invoices/documents" variant="secondary">
            {others("own.link")}
          </LinkButton>
        }
      />
      {list.invoices.length === 0 ? <Empty title={t("empty")}>{t("emptyText")}</Empty> : null}
      {list.invoices.length > 0 ? (
        <Table caption={t("title")}>
          <thead>
            <tr>
              <Th>{t("number")}</Th>
              <Th className="hidden sm:table-cell">{t("period")}</Th>
              <Th className="hidden md:table-cell">{t("due")}</Th>
              <Th className="hidden sm:table-cell">{t("state")}</Th>
              <Th isFigure>{t("total")}</Th>
            </tr>
          </thead>
          <tbody>
            {list.invoices.map((invoice) => {
              const period = {
                start: invoice.periodStart,
                end: invoice.periodEnd.subtract({ milliseconds: 1 }),
              };
              const dates = formatPeriod(period, locale, timeZone, "date");
              return (
                <Tr key={invoice.id} isLink>
                  <Td>
                    <Link href={`/invoices/${invoice.id}`} className={rowLinkLook}>
                      {invoice.number}
                    </Link>
                    <span className="block text-sm text-ink-soft sm:hidden">{dates}</span>
                  </Td>
                  <Td className="hidden sm:table-cell">{dates}</Td>
                  <Td className="hidden text-ink-soft md:table-cell">
                    {invoice.dueOn ? formatDay(invoice.dueOn.toString(), locale) : null}
                  </Td>
                  <Td className="hidden sm:table-cell">
                    <Status of="invoicePayment" value={invoice.paymentState} />
                  </Td>
                  <Td isFigure>
                    <Money value={invoice.total} className="font-medium" />
                    <span className="mt-1 block sm:hidden">
                      <Status of="invoicePayment" value={invoice.paymentState} />
                    </span>
                  </Td>
                </Tr>
              );
            })}
          </tbody>
        </Table>
      ) : null}
      <Pager
        page={list.page}
        pageSize={list.pageSize}
        total={list.total}
        hrefOf={(page) => `/invoices?page=${page}`}
      />
    </>
  );
}
