import { getTimeZone, getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { Status } from "@/components/status";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/trpc/server";
import { Addresses } from "./addresses";
import { ConnectionFacts } from "./connection-facts";
import { ConnectionState } from "./connection-state";
import { DayCounts } from "./day-counts";
import { Tolerances } from "./tolerances";

export const generateMetadata = () => pageTitle("partner.home");

export default async function PartnerHomePage() {
  const { partner } = await api();
  const [t, timeZone, connection, addresses, tolerances] = await Promise.all([
    getTranslations("partner.home"),
    getTimeZone(),
    partner.home.connection(),
    partner.home.addresses(),
    partner.home.tolerances(),
  ]);
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-2">
            {connection.name}
            <Status of="partner" value={connection.state} className="text-sm" />
          </span>
        }
        lead={<ConnectionState connection={connection} timeZone={timeZone} />}
      />
      <h2 className="sr-only">{t("title")}</h2>
      <div className="grid items-start gap-12 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-12">
          <DayCounts counts={connection.counts24h} />
          <Tolerances tolerances={tolerances} timeZone={timeZone} />
        </div>
        <ConnectionFacts connection={connection} timeZone={timeZone} />
      </div>
      <Addresses connection={connection} versions={addresses} />
    </>
  );
}
