import { Download } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { Energy } from "@/components/energy";
import { Money } from "@/components/money";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";
import { Slip, SlipLine } from "@/components/ui/slip";
import { money } from "@/core/money/money";
import { formatCountry, formatRate } from "@/i18n/formats";
import type { Locale } from "@/i18n/locale";
import type { ReceiptPeriodInput } from "@/trpc/inputs/receipts";
import type { RouterOutputs } from "@/trpc/outputs";
import { OrderPack } from "./order-pack";

type Preview = RouterOutputs["driver"]["receipts"]["period"];

/** What a period's receipts come to, with VAT by country and rate, and the ways to get them. */
export async function PeriodTotals({
  preview,
  period,
  locale,
}: {
  preview: Preview;
  period: ReceiptPeriodInput;
  locale: Locale;
}) {
  const t = await getTranslations("receipts");
  const { charges, pending, shares, totals } = preview;
  const other = locale === "en" ? "comma" : "point";
  const csv = (decimals: string) => `/receipts/csv?${addressOf(period, decimals)}`;
  return (
    <section aria-label={t("title")} className="flex flex-col gap-6">
      {pending > 0 ? <Notice tone="wait" title={t("pending", { count: pending })} /> : null}
      {charges === 0 ? (
        <Empty title={t("none")}>{t("noneText")}</Empty>
      ) : (
        <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
          <Slip>
            <SlipLine label={t("charges")} value={charges} />
            <SlipLine
              label={t("energy")}
              value={<Energy microKwh={preview.energyMicroKwh} digits={3} />}
            />
            <h2 className="pt-4 font-semibold">{t("split")}</h2>
            {shares.map((share) => (
              <SlipLine
                key={[share.currency, share.country, share.vatRate, share.category].join(" ")}
                label={`${formatCountry(share.country, locale)}, ${formatRate(share.vatRate, locale)}`}
                note={
                  <>
                    {t("csv.net")} <Money value={money(share.netMinor, share.currency)} />
                  </>
                }
                value={<Money value={money(share.vatMinor, share.currency)} />}
              />
            ))}
            {totals.map(({ currency, grossMinor }) => (
              <SlipLine
                key={currency}
                isSum
                label={t("sum", { currency })}
                value={<Money value={money(grossMinor, currency)} className="marked text-xl" />}
              />
            ))}
          </Slip>
          <div className="flex flex-col gap-4">
            <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
              <LinkButton
                href={csv(other === "comma" ? "point" : "comma")}
                prefetch={false}
                download
                variant="secondary"
              >
                <Download aria-hidden className="size-4" />
                {t("csvNow")}
              </LinkButton>
              <a href={csv(other)} download className="tap text-brand underline underline-offset-4">
                {t(other)}
              </a>
            </div>
            <p className="max-w-prose text-sm text-ink-soft">{t("zipText")}</p>
            <OrderPack period={period} />
          </div>
        </div>
      )}
    </section>
  );
}

function addressOf({ first, last, purpose, centre }: ReceiptPeriodInput, decimals: string) {
  const all = { first, last, purpose, centre, decimals };
  const set = Object.entries(all).flatMap(([key, value]) => (value ? [[key, value]] : []));
  return new URLSearchParams(set).toString();
}
