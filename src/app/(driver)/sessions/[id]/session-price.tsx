import { useLocale, useTranslations } from "next-intl";
import { LockedPrices } from "@/app/(driver)/price-locked";
import { Money } from "@/components/money";
import { PriceLines } from "@/components/price-lines";
import { PriceSlip } from "@/components/price-slip";
import { PromiseBeside } from "@/components/promise-beside";
import { Slip, SlipLine } from "@/components/ui/slip";
import { money, toRational } from "@/core/money/money";
import { savingsWords } from "@/i18n/savings-words";
import { formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";
import { PriceExplained } from "./price-explained";

type Session = RouterOutputs["driver"]["sessions"]["get"];
type Lock = NonNullable<RouterOutputs["driver"]["locks"]["ofSession"]>;
type Charge = NonNullable<Session["charge"]>;

/** How the price came about, segment by segment; or why there is none. */
export function SessionPrice({
  session,
  lock,
  timeZone,
}: {
  session: Session;
  /** The unit prices that were promised; null where none were. */
  lock: Lock | null;
  timeZone: string;
}) {
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
          <PricedSlip charge={charge} savings={session.savings} lock={lock} timeZone={timeZone} />
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

function PricedSlip({
  charge,
  savings,
  lock,
  timeZone,
}: {
  charge: Charge;
  savings: Session["savings"];
  lock: Lock | null;
  timeZone: string;
}) {
  const t = useTranslations("driver.session");
  const words = useTranslations("receipts.explained");
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
      {lock?.isPromise ? (
        <div className="pt-2 text-sm text-ink-soft">
          <p>
            {words("lockedPrices", {
              time: formatTime(lock.lockedAt, locale, lock.timeZone ?? timeZone, "time"),
            })}
          </p>
          <LockedPrices prices={lock.prices} />
        </div>
      ) : null}
      {charge.operator ? <OperatorPrice operator={charge.operator} /> : null}
      <PriceExplained charge={charge} timeZone={timeZone} />
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
