import Link from "next/link";
import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { cn } from "@/components/cn";
import { Money } from "@/components/money";
import { Figures } from "@/components/ui/figures";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { money } from "@/core/money/money";
import { formatMoney } from "@/i18n/formats";
import { api } from "@/trpc/server";
import { AutoTopup } from "./auto-topup";
import { CloseAccount } from "./close-account";
import { HoldList } from "./hold-list";
import { LotTable } from "./lot-table";
import { MovementTable } from "./movement-table";
import { TopUp } from "./top-up";
import type { WalletView } from "./wallet-view";
import { Withdraw } from "./withdraw";

export const generateMetadata = () => pageTitle("wallet.own");

export default async function WalletPage({ searchParams }: WithSearch) {
  const search = await searchParams;
  const caller = (await api()).driver.wallet;
  const [t, locale, timeZone, own] = await Promise.all([
    getTranslations("wallet.own"),
    getLocale(),
    getTimeZone(),
    caller.read(),
  ]);
  const [first] = own.wallets;
  const wallet = own.wallets.find(({ currency }) => currency === search["currency"]) ?? first;
  if (!wallet) return <PageHeader title={t("title")} lead={t("lead")} />;
  const { currency } = wallet;
  const before = typeof search["before"] === "string" ? search["before"] : undefined;
  const statement = await caller.movements({ currency, ...(before && { before }) });
  const { method } = own;
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={own.isPrepaid ? t("lead") : null}
        action={
          <>
            <Withdraw currency={currency} />
            <TopUp
              currency={currency}
              bounds={wallet.bounds}
              choices={wallet.choices}
              method={method}
            />
          </>
        }
      />
      <Standing wallet={wallet} isPrepaid={own.isPrepaid} isBack={search["payment"] === "done"} />
      {own.wallets.length > 1 ? (
        <nav aria-label={t("currency")} className="flex flex-wrap gap-2">
          {own.wallets.map(({ currency: other }) => (
            <Link
              key={other}
              href={`/wallet?currency=${other}`}
              aria-current={other === currency ? "page" : undefined}
              className={cn(
                "tap rounded-xs border px-3 py-1.5 text-sm font-medium",
                other === currency
                  ? "border-transparent bg-brand text-on-brand"
                  : "border-rule-strong bg-sheet hover:bg-sunken",
              )}
            >
              {other}
            </Link>
          ))}
        </nav>
      ) : null}
      <Balance wallet={wallet} />
      <HoldList holds={wallet.holds} locale={locale} timeZone={timeZone} />
      <AutoTopup
        currency={currency}
        auto={{ ...wallet.auto, backOffUntil: wallet.auto.backOffUntil?.toString() ?? null }}
        suggested={wallet.leastMinor}
        hasMethod={method !== null}
        timeZone={timeZone}
      />
      <LotTable lots={wallet.lots} currency={currency} timeZone={timeZone} />
      <MovementTable
        statement={statement}
        currency={currency}
        isFirst={before === undefined}
        timeZone={timeZone}
      />
      <CloseAccount />
    </>
  );
}

async function Balance({ wallet }: { wallet: WalletView }) {
  const t = await getTranslations("wallet.own");
  const of = (amountMinor: bigint, className = "") => (
    <Money value={money(amountMinor, wallet.currency)} className={className} />
  );
  const pending = wallet.pending.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  return (
    <Figures
      figures={[
        { label: t("spendable"), value: of(wallet.spendableMinor, "marked") },
        { label: t("balance"), value: of(wallet.creditMinor) },
        { label: t("held"), value: of(wallet.heldMinor) },
        ...(pending > 0n ? [{ label: t("pending"), value: of(pending) }] : []),
      ]}
    />
  );
}

async function Standing({
  wallet,
  isPrepaid,
  isBack,
}: {
  wallet: WalletView;
  isPrepaid: boolean;
  isBack: boolean;
}) {
  const [t, locale] = await Promise.all([getTranslations("wallet.own"), getLocale()]);
  const { currency, creditMinor, spendableMinor, frozenMinor, leastMinor } = wallet;
  const amount = (minor: bigint) => formatMoney(money(minor, currency), locale);
  return (
    <>
      {isBack ? (
        <Notice tone="ok" title={t("toppedUp")}>
          {t("toppedUpText")}
        </Notice>
      ) : null}
      {creditMinor < 0n ? (
        <Notice tone="bad" title={t("inDebt")}>
          {t("inDebtText")}
        </Notice>
      ) : null}
      {isPrepaid ? null : <Notice title={t("notPrepaid")}>{t("notPrepaidText")}</Notice>}
      {isPrepaid && creditMinor >= 0n && spendableMinor < leastMinor ? (
        <Notice tone="wait" title={t("tooLittle")}>
          {t("tooLittleText", { amount: amount(leastMinor) })}
        </Notice>
      ) : null}
      {frozenMinor > 0n ? (
        <Notice tone="wait" title={t("frozenTitle", { amount: amount(frozenMinor) })}>
          {t("frozenText")}
        </Notice>
      ) : null}
    </>
  );
}
