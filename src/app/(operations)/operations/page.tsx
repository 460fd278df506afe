import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";

export default async function OperationsPage() {
  const t = await getTranslations("operations.overview");
  return <PageHeader title={t("title")} />;
}
