import { getTranslations } from "next-intl/server";
import { Logo } from "@/components/logo";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";

export default async function NotFound() {
  const t = await getTranslations("shell");
  return (
    <main className="mx-auto flex max-w-2xl flex-col gap-10 px-4 py-16 sm:px-6">
      <Logo />
      <Empty
        isPage
        title={t("notFound.title")}
        action={<LinkButton href="/">{t("error.home")}</LinkButton>}
      >
        {t("notFound.text")}
      </Empty>
    </main>
  );
}
