import { getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/trpc/server";
import { ClocksForm } from "./clocks-form";

export const generateMetadata = () => pageTitle("disputes.clocks");

/** How many days each step of a dispute may take. */
export default async function DisputeClocksPage() {
  const [t, clocks] = await Promise.all([
    getTranslations("disputes.clocks"),
    (await api()).finance.objections.clocks(),
  ]);
  const { finance, partner, credit, refund } = clocks.ends;
  return (
    <>
      <PageHeader
        back={{ href: "/finance/objections", label: t("back") }}
        title={t("title")}
        lead={t("lead")}
      />
      <ClocksForm
        days={clocks.days}
        ends={{
          finance: finance.toString(),
          partner: partner.toString(),
          credit: credit.toString(),
          refund: refund.toString(),
        }}
      />
    </>
  );
}
