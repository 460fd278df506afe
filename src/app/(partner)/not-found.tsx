import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";

export default async function NotFound() {
  const t = await getTranslations("shell");
  return (
    <Empty
      isPage
      title={t("notFound.title")}
      action={<LinkButton href="/partner">{t("error.home")}</LinkButton>}
    >
      {t("notFound.text")}
    </Empty>
  );
}
