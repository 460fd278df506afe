import Link from "next/link";
import { getTimeZone, getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { Moment } from "@/components/period";
import { Badge } from "@/components/ui/badge";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { api } from "@/trpc/server";
import { CheckActions } from "./check-actions";

export const generateMetadata = () => pageTitle("documentList.vat");

const TONES = { yes: "ok", no: "bad", unknown: "wait" } as const;

export default async function VatNumbersPage() {
  const [t, timeZone, numbers] = await Promise.all([
    getTranslations("documentList"),
    getTimeZone(),
    (await api()).finance.documents.vatNumbers(),
  ]);
  return (
    <>
      <PageHeader
        back={{ href: "/finance/documents", label: t("series.back") }}
        title={t("vat.title")}
        lead={t("vat.lead")}
      />
      {numbers.length === 0 ? (
        <Empty title={t("vat.empty")}>{t("vat.emptyText")}</Empty>
      ) : (
        <Table caption={t("vat.caption")}>
          <thead>
            <tr>
              <Th>{t("vat.driver")}</Th>
              <Th>{t("vat.state")}</Th>
              <Th>
                <span className="sr-only">{t("vat.ask")}</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {numbers.map(({ driverId, driverName, vatNumber, country, checks: [latest] }) => (
              <Tr key={driverId}>
                <Td>
                  <Link
                    href={`/finance/drivers/${driverId}`}
                    className="text-brand underline underline-offset-2"
                  >
                    {driverName}
                  </Link>
                  <span className="block text-sm text-ink-soft">{vatNumber}</span>
                </Td>
                <Td>
                  {country === null ? <Badge tone="bad">{t("vat.wrongForm")}</Badge> : null}
                  {country !== null && !latest ? <Badge tone="wait">{t("vat.never")}</Badge> : null}
                  {latest ? (
                    <>
                      <Badge tone={TONES[latest.isValid]}>{t(`vat.${latest.isValid}`)}</Badge>
                      <span className="block text-sm text-ink-soft">
                        <Moment at={latest.checkedAt} timeZone={timeZone} />
                        {" · "}
                        {latest.consultation ?? latest.source}
                      </span>
                    </>
                  ) : null}
                </Td>
                <Td>{country === null ? null : <CheckActions vatNumber={vatNumber} />}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </>
  );
}
