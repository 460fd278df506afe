import { getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { api } from "@/trpc/server";
import { LimitTable } from "./limit-table";
import { SetLimit } from "./set-limit";

export const generateMetadata = () => pageTitle("wallet.limits");

export default async function LimitsPage() {
  const caller = (await api()).driver;
  const [t, all, tokens, wallet] = await Promise.all([
    getTranslations("wallet.limits"),
    caller.wallet.limits(),
    caller.tokens.list(),
    caller.wallet.read(),
  ]);
  // Those of members stand with them, on the account's page.
  const limits = all.filter(({ member }) => !member);
  const currencies = [...new Set([...wallet.wallets, ...limits].map(({ currency }) => currency))];
  const names = tokens.map(({ id, visualNumber, uid }) => ({ id, name: visualNumber ?? uid }));
  const isReached = limits.some(
    ({ span, amountMinor, usedMinor }) => span !== "charge" && usedMinor >= amountMinor,
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        action={<SetLimit tokens={names} currencies={currencies} />}
      />
      {isReached ? (
        <Notice tone="wait" title={t("reachedTitle")}>
          {t("reachedText")}
        </Notice>
      ) : null}
      {limits.length === 0 ? (
        <Empty title={t("none")}>{t("noneText")}</Empty>
      ) : (
        <Section title={t("list")}>
          <LimitTable limits={limits} tokens={names} />
          <p className="max-w-prose text-sm text-ink-soft">{t("explain")}</p>
        </Section>
      )}
    </>
  );
}
