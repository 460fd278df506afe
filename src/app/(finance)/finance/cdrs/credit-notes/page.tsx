import type { Metadata } from "next";
import Link from "next/link";
import { getTimeZone, getTranslations } from "next-intl/server";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Table, Td, Th, Tr, rowLinkLook } from "@/components/ui/table";
import { api } from "@/trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("finance.creditNotes");
  return { title: t("title") };
}

/** What operators took back after the driver was invoiced: each needs a credit note. */
export default async function CreditNotesDuePage() {
  const [t, timeZone, due] = await Promise.all([
    getTranslations("finance.creditNotes"),
    getTimeZone(),
    (await api()).finance.cdrs.creditNotesDue(),
  ]);
  return (
    <>
      <PageHeader
        back={{ href: "/finance/cdrs", label: t("back") }}
        title={t("title")}
        lead={t("lead")}
      />
      {due.length === 0 ? (
        <Empty title={t("empty")}>{t("emptyText")}</Empty>
      ) : (
        <Table caption={t("title")}>
          <thead>
            <tr>
              <Th>{t("since")}</Th>
              <Th>{t("driver")}</Th>
              <Th className="hidden sm:table-cell">{t("invoice")}</Th>
              <Th isFigure className="hidden md:table-cell">
                {t("net")}
              </Th>
              <Th isFigure className="hidden md:table-cell">
                {t("vat")}
              </Th>
              <Th isFigure>{t("gross")}</Th>
            </tr>
          </thead>
          <tbody>
            {due.map(({ id, since, driver, invoice, cdr, net, vat, gross }) => (
              <Tr key={id} isLink>
                <Td className="whitespace-nowrap text-ink-soft">
                  <Moment at={since} timeZone={timeZone} show="dayMonth" />
                </Td>
                <Td>
                  <Link href={`/finance/cdrs/${cdr.id}`} className={rowLinkLook}>
                    {driver}
                  </Link>
                </Td>
                <Td className="hidden sm:table-cell">{invoice?.number ?? "–"}</Td>
                <Td isFigure className="hidden md:table-cell">
                  <Money value={net} />
                </Td>
                <Td isFigure className="hidden md:table-cell">
                  <Money value={vat} />
                </Td>
                <Td isFigure>
                  <Money value={gross} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </>
  );
}
