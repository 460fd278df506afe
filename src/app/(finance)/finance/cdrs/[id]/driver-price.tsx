import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { PriceLines } from "@/components/price-lines";
import { Status } from "@/components/status";
import { Slip, SlipLine } from "@/components/ui/slip";
import { money, toRational } from "@/core/money/money";
import { subtractRational, toMicro } from "@/core/money/quantity";
import { sumLines } from "@/core/rating/explain";
import { formatRate } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type Cdr = RouterOutputs["finance"]["cdrs"]["get"];
type Charge = NonNullable<Cdr["charge"]>;

/** What the driver owes for the CDR, how that came about, and what we keep of it. */
export function DriverPrice({ cdr }: { cdr: Cdr }) {
  const t = useTranslations("finance.cdr");
  const { charge, margin } = cdr;
  return (
    <section aria-labelledby="driver-price">
      <Slip>
        <div className="flex flex-wrap items-center justify-between gap-2">
          <h2 id="driver-price" className="text-lg font-semibold">
            {t("driverPrice")}
          </h2>
          {charge ? <Status of="charge" value={charge.state} /> : null}
        </div>
        {charge?.gross ? (
          <PricedCharge charge={charge} />
        ) : (
          <p className="pt-2 text-ink-soft">{charge ? t("driverWaiting") : t("driverNoneText")}</p>
        )}
        {margin ? (
          <SlipLine
            isSum
            label={t("margin")}
            note={<span className="font-normal">{t("marginNote")}</span>}
            value={
              <Money
                value={margin}
                {...(margin.amountMinor < 0n ? { className: "text-bad" } : {})}
              />
            }
          />
        ) : null}
      </Slip>
    </section>
  );
}

function PricedCharge({ charge }: { charge: Charge }) {
  const t = useTranslations("finance.cdr");
  const words = useTranslations("finance.segment");
  const locale = useLocale();
  const { basis, currency, perRate, net, gross, invoice } = charge;
  const inBasis = basis === "gross" ? gross : net;
  const rounding = inBasis
    ? toMicro(subtractRational(toRational(inBasis), sumLines(charge.lines)), "half-away")
    : 0n;
  const vat = (label: "vatRow" | "ofWhich") =>
    perRate.map((row) => (
      <SlipLine
        key={row.vatRate}
        label={words(label, { rate: formatRate(row.vatRate, locale) })}
        value={<Money value={money(BigInt(row.vatMinor), currency)} />}
      />
    ));
  return (
    <>
      <p className="pb-2 text-sm text-ink-soft">{t("plan", { plan: charge.planName })}</p>
      <PriceLines lines={charge.lines} currency={currency} roundingMicro={rounding} />
      {basis === "net" ? vat("vatRow") : null}
      {gross ? <SlipLine isSum label={words("total")} value={<Money value={gross} />} /> : null}
      <div className="text-sm text-ink-soft">
        {basis === "gross" ? vat("ofWhich") : null}
        {invoice ? (
          <SlipLine
            label={t("invoiced")}
            value={
              <Link
                href={`/finance/invoices/${invoice.id}`}
                className="text-brand underline underline-offset-2"
              >
                {invoice.number ?? t("draft")}
              </Link>
            }
          />
        ) : null}
      </div>
    </>
  );
}
