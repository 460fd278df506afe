import { useLocale } from "next-intl";
import { isCurrency } from "@/core/money/currency";
import { toMinor } from "@/core/money/money";
import { formatMicroMoney } from "@/i18n/formats";
import { cn } from "./cn";
import { Money } from "./money";

/**
 * A derived amount in 10⁻⁶ of its currency. Rounded to minor units for people, or with what lies below them
 * (`isExact`). A currency that nobody knows is shown as it was sent.
 */
export function MicroMoney({
  micro,
  currency,
  isExact = false,
  isSigned = false,
  className,
}: {
  micro: bigint;
  currency: string;
  isExact?: boolean;
  isSigned?: boolean;
  className?: string;
}) {
  const locale = useLocale();
  const plus = isSigned && micro > 0n ? "+" : "";
  if (isExact || !isCurrency(currency)) {
    return (
      <span className={cn("whitespace-nowrap tabular-nums", className)}>
        {plus}
        {formatMicroMoney(micro, currency, locale)}
      </span>
    );
  }
  const amount = toMinor(micro, currency, "half-away");
  return (
    <span className={cn("whitespace-nowrap", className)}>
      {amount.amountMinor === 0n ? "" : plus}
      <Money value={amount} />
    </span>
  );
}
