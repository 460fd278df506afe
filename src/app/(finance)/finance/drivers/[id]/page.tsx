import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { found } from "@/app/found";
import { listHref } from "@/app/list-href";
import { pageId } from "@/app/page-id";
import type { WithId } from "@/app/page-props";
import { Empty } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { money } from "@/core/money/money";
import { formatMoney } from "@/i18n/formats";
import { api } from "@/trpc/server";
import { DraftInvoice } from "./draft-invoice";
import { DriverPlan } from "./driver-plan";
import { DriverWallet } from "./driver-wallet";
import { InvoiceNow } from "./invoice-now";

export async function generateMetadata({ params }: WithId): Promise<Metadata> {
  const driverId = await pageId(params);
  const { driver } = await found((await api()).finance.drivers.previewInvoice({ driverId }));
  return { title: driver.name };
}

export default async function DriverPage({ params }: WithId) {
  const driverId = await pageId(params);
  const { finance } = await api();
  const [t, locale, timeZone, preview, own, plans, wallets] = await Promise.all([
    getTranslations("finance.driver"),
    getLocale(),
    getTimeZone(),
    found(finance.drivers.previewInvoice({ driverId })),
    found(finance.plans.ofDriver({ driverId })),
    finance.plans.list(),
    found(finance.wallets.ofDriver({ driverId })),
  ]);
  const { driver, drafts, chargeCount } = preview;
  const sums = drafts.map(({ totals, currency }) =>
    formatMoney(money(totals.grossMinor, currency), locale),
  );
  return (
    <>
      <PageHeader
        back={{ href: "/finance/drivers", label: t("back") }}
        title={driver.name}
        lead={
          <>
            {t("lead", { number: driver.number })}
            {" · "}
            <Link
              href={listHref("/finance/invoices", { text: driver.number })}
              className="text-brand underline underline-offset-2"
            >
              {t("all")}
            </Link>
          </>
        }
        action={
          chargeCount > 0 ? (
            <InvoiceNow
              driverId={driver.id}
              name={driver.name}
              invoices={drafts.length}
              charges={chargeCount}
              sums={sums.join(", ")}
            />
          ) : null
        }
      />
      <DriverPlan driver={driver} own={own} plans={plans} />
      <DriverWallet driver={driver} own={wallets} />
      {drafts.length === 0 ? (
        <Empty title={t("empty")}>{t("emptyText")}</Empty>
      ) : (
        drafts.map((draft) => (
          <DraftInvoice
            key={`${draft.currency} ${draft.basis}`}
            draft={draft}
            timeZone={timeZone}
          />
        ))
      )}
    </>
  );
}
