import { getTimeZone, getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/trpc/server";
import { ActivateCard } from "./activate-card";
import { OrderCard } from "./order-card";
import { OrderList } from "./order-list";
import { TokenEntry } from "./token-entry";

export const generateMetadata = () => pageTitle("driver.tokens");

export default async function TokensPage() {
  const caller = (await api()).driver.tokens;
  const [t, timeZone, tokens, orders, address] = await Promise.all([
    getTranslations("driver.tokens"),
    getTimeZone(),
    caller.list(),
    caller.orders(),
    caller.address(),
  ]);
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        action={
          <>
            <OrderCard to={address} />
            <ActivateCard />
          </>
        }
      />
      {tokens.length === 0 ? (
        <Empty title={t("empty")}>{t("emptyText")}</Empty>
      ) : (
        <ul className="border-t border-ink">
          {tokens.map((token) => (
            <TokenEntry key={token.id} token={token} address={address} />
          ))}
        </ul>
      )}
      <OrderList orders={orders} timeZone={timeZone} />
    </>
  );
}
