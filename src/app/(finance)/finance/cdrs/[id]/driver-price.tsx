import Link from "next/link";
import { useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { PriceSlip } from "@/components/price-slip";
import { PromiseBeside } from "@/components/promise-beside";
import { Status } from "@/components/status";
import { Slip, SlipLine } from "@/components/ui/slip";
import { useLostReason } from "@/app/(finance)/finance/promises/lost-reason";
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
  const reasonOf = useLostReason();
  const { net, gross, invoice } = charge;
  const price = {
    ...charge,
    netMinor: net?.amountMinor ?? 0n,
    grossMinor: gross?.amountMinor ?? 0n,
  };
  return (
    <>
      <p className="pb-2 text-sm text-ink-soft">{t("plan", { plan: charge.planName })}</p>
      <PriceSlip price={price} totalLabel={words("total")} />
      <PromiseBeside lines={charge.lines} currency={charge.currency} reader="finance" />
      {charge.unpromised === null ? null : (
        <p className="pt-3 text-sm text-ink-soft">{reasonOf(charge.unpromised)}</p>
      )}
      {invoice ? (
        <div className="text-sm text-ink-soft">
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
        </div>
      ) : null}
    </>
  );
}
