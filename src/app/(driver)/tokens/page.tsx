import { getTimeZone, getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/trpc/server";
import { AddCard } from "./add-card";
import { TokenEntry } from "./token-entry";

export const generateMetadata = () => pageTitle("driver.tokens");

export default async function TokensPage() {
  const [t, timeZone, tokens] = await Promise.all([
    getTranslations("driver.tokens"),
    getTimeZone(),
    (await api()).driver.tokens.list(),
  ]);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} action={<AddCard />} />
      {tokens.length === 0 ? (
        <Empty title={t("empty")}>{t("emptyText")}</Empty>
      ) : (
        <ul className="border-t border-ink">
          {tokens.map((token) => (
            <TokenEntry key={token.id} token={token} timeZone={timeZone} />
          ))}
        </ul>
      )}
    </>
  );
}
