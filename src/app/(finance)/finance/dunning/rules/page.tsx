import { getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/trpc/server";
import { CountrySection } from "./country-section";

export const generateMetadata = () => pageTitle("dunning.rules");

export default async function DunningRulesPage() {
  const [t, countries] = await Promise.all([
    getTranslations("dunning.rules"),
    (await api()).finance.dunning.rules(),
  ]);
  return (
    <>
      <PageHeader
        back={{ href: "/finance/dunning", label: t("back") }}
        title={t("title")}
        lead={t("lead")}
      />
      {countries.map((one) => (
        <CountrySection key={one.country} rules={one} />
      ))}
    </>
  );
}
