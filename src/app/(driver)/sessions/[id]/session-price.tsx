import { useLocale, useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { PriceLines } from "@/components/price-lines";
import { PriceSlip } from "@/components/price-slip";
import { PromiseBeside } from "@/components/promise-beside";
import { Slip, SlipLine } from "@/components/ui/slip";
import { money, toRational } from "@/core/money/money";
import { savingsWords } from "@/i18n/savings-words";
import type { RouterOutputs } from "@/trpc/outputs";

type Session = RouterOutputs["driver"]["sessions"]["get"];
type Charge = NonNullable<Session["charge"]>;

/** How the price came about, segment by segment; or why there is none. */
export function SessionPrice({ session }: { session: Session }) {
  const t = useTranslations("driver.session");
  const { charge, state } = session;
  const isPriced = charge !== null && charge.grossMinor !== null && state !== "free";
  return (
    <section aria-labelledby="price">
      <Slip>
        <h2 id="price" className="text-lg font-semibold">
          {t("price")}
        </h2>
        {isPriced ? (
          <PricedSlip charge={charge} savings={session.savings} />
        ) : (
          <UnpricedSlip state={state} />
        )}
      </Slip>
    </section>
  );
}

function UnpricedSlip({ state }: { state: Session["state"] }) {
  const t = useTranslations("driver.session");
  if (state === "free") return <p className="pt-3">{t("free")}</p>;
  const kind =
    state === "charging" || state === "pending"
      ? "charging"
      : state === "invalid"
        ? "invalid"
        : "priceComing";
  return (
    <div className="pt-3">
      <p className="font-medium">{t(kind)}</p>
      <p className="max-w-prose text-ink-soft">{t(`${kind}Text`)}</p>
    </div>
  );
}

function PricedSlip({ charge, savings }: { charge: Charge; savings: Session["savings"] }) {
  const t = useTranslations("driver.session");
  const locale = useLocale();
  const price = {
    ...charge,
    netMinor: charge.netMinor ?? 0n,
    grossMinor: charge.grossMinor ?? 0n,
  };
  return (
    <>
      <p className="pb-3 text-sm text-ink-soft">{t("plan", { plan: charge.planName })}</p>
      <PriceSlip price={price} isMarked />
      {savings ? <p className="pt-3 text-sm">{savingsWords(savings, locale).join(" ")}</p> : null}
      <PromiseBeside lines={charge.lines} currency={charge.currency} reader="driver" />
      {charge.operator ? <OperatorPrice operator={charge.operator} /> : null}
    </>
  );
}

/** What the operator's price is made of: the segments of its tariff, and what it rounds or adds to them. */
function OperatorPrice({ operator }: { operator: NonNullable<Charge["operator"]> }) {
  const t = useTranslations("driver.session");
  const { currency, lines } = operator;
  const accepted = money(operator.netMinor, currency);
  return (
    <section aria-labelledby="operator-price" className="mt-4 border-t border-dashed pt-4 text-sm">
      <h3 id="operator-price" className="font-medium">
        {t("operatorPrice")}
      </h3>
      <PriceLines lines={lines} currency={currency} total={toRational(accepted)} />
      <SlipLine isSum label={t("operatorTotal")} value={<Money value={accepted} />} />
    </section>
  );
}
