import { getTranslations } from "next-intl/server";
import { Moment } from "@/components/period";
import { Section } from "@/components/ui/section";
import { Table, Td, Th } from "@/components/ui/table";
import { api } from "@/trpc/server";

/** What operators say that their invoices cover, held against the CDRs that we have. */
export async function OperatorInvoices({ timeZone }: { timeZone: string }) {
  const { finance } = await api();
  const [t, records] = await Promise.all([
    getTranslations("roaming.reconciliation"),
    finance.reconciliation.list(),
  ]);
  return (
    <Section title={t("title")}>
      <p className="-mt-3 text-sm text-ink-soft">{t(records.length === 0 ? "none" : "lead")}</p>
      {records.length === 0 ? null : (
        <Table caption={t("caption")}>
          <thead>
            <tr>
              <Th>{t("operator")}</Th>
              <Th>{t("invoice")}</Th>
              <Th isFigure>{t("cdrs")}</Th>
              <Th isFigure className="hidden sm:table-cell">
                {t("known")}
              </Th>
              <Th isFigure className="hidden sm:table-cell">
                {t("accepted")}
              </Th>
              <Th>{t("missing")}</Th>
              <Th className="hidden md:table-cell">{t("issued")}</Th>
            </tr>
          </thead>
          <tbody>
            {records.map((record) => (
              <tr key={`${record.partnerId} ${record.countryCode} ${record.partyId} ${record.id}`}>
                <Td>
                  {record.partnerName}
                  <span className="block text-sm text-ink-soft">
                    {record.countryCode}/{record.partyId}
                  </span>
                </Td>
                <Td className="break-all">
                  {record.invoiceId}
                  <span className="block text-sm text-ink-soft">
                    {t("record")} {record.id}
                  </span>
                </Td>
                <Td isFigure>{record.cdrCount}</Td>
                <Td isFigure className="hidden sm:table-cell">
                  {record.known}
                </Td>
                <Td isFigure className="hidden sm:table-cell">
                  {record.accepted}
                </Td>
                <Td className="text-sm break-all">
                  <Missing ids={record.missing} count={record.missingCount} />
                </Td>
                <Td className="hidden text-sm whitespace-nowrap md:table-cell">
                  <Moment at={record.lastUpdated} timeZone={timeZone} />
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}

async function Missing({ ids, count }: { ids: readonly string[]; count: number }) {
  const t = await getTranslations("roaming.reconciliation");
  if (count === 0) return <span className="text-ink-soft">–</span>;
  const others = count - ids.length;
  return (
    <>
      <span className="font-medium text-bad">{ids.join(", ")}</span>
      {others > 0 ? ` ${t("more", { count: others })}` : null}
    </>
  );
}
