import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";

export default async function FinancePage() {
  const t = await getTranslations("finance.overview");
  return <PageHeader title={t("title")} />;
}
