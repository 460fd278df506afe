import { useFormatter, useLocale, useTranslations } from "next-intl";
import { MicroMoney } from "@/components/micro-money";
import { Period } from "@/components/period";
import { formatMicro } from "@/core/money/quantity";
import { formatDecimal } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type Hold = RouterOutputs["finance"]["cdrs"]["get"]["holds"][number];

/** Parking that was billed while our own profile held the car: how long, for how much, and when. */
export function HeldParking({
  parking,
  currency,
  timeZone,
}: {
  parking: NonNullable<Hold["parking"]>;
  currency: string;
  timeZone: string;
}) {
  const t = useTranslations("finance.hold");
  const format = useFormatter();
  const locale = useLocale();
  const minutes = format.number(Math.round(parking.overlapMs / 60_000));
  return (
    <dd className="pt-1 text-sm">
      {parking.netMicro === null ? (
        t("parkingUnpriced", { minutes })
      ) : (
        <>
          {t("parking", { minutes })}{" "}
          <MicroMoney micro={parking.netMicro} currency={currency} className="font-medium" />
        </>
      )}
      <ul className="pt-1 text-ink-soft">
        {parking.spans.map(({ from, to, limit, unit }) => (
          <li key={from.toString()}>
            <Period start={from} end={to} timeZone={timeZone} />{" "}
            {t("parkingLimit", { limit: `${formatDecimal(formatMicro(limit), locale)} ${unit}` })}
          </li>
        ))}
      </ul>
    </dd>
  );
}
