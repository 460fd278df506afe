import { money, toDecimalText } from "@/core/money/money";
import { formatScaled, type Rate } from "@/core/money/quantity";
import type { XmlFields } from "./xml-fields";

/** An amount in minor units as an element with its currency. */
export function amountFields(
  name: string,
  minor: bigint | string,
  currency: string,
): Record<string, string> {
  return {
    [name]: toDecimalText(money(BigInt(minor), currency)),
    [`${name}@currencyID`]: currency,
  } satisfies XmlFields;
}

/** A rate in per cent: "25", "5.5". */
export function percentOf(rate: Rate): string {
  return formatScaled(BigInt(rate), 4);
}
