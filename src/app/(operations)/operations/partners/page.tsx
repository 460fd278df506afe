import { getTimeZone, getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/trpc/server";
import { AddPartner } from "./add-partner";
import { InvitePartner } from "./invite-partner";
import { PartnerTable } from "./partner-table";

export const generateMetadata = () => pageTitle("operations.partners");

export default async function PartnersPage() {
  const [t, timeZone, partners] = await Promise.all([
    getTranslations("operations.partners"),
    getTimeZone(),
    (await api()).operations.partners.list(),
  ]);
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        action={
          <>
            <InvitePartner />
            <AddPartner />
          </>
        }
      />
      {partners.length === 0 ? (
        <Empty title={t("empty")}>{t("emptyText")}</Empty>
      ) : (
        <PartnerTable partners={partners} timeZone={timeZone} />
      )}
    </>
  );
}
