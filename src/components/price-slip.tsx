import type { ReactNode } from "react";
import { money, toRational } from "@/core/money/money";
import { formatRate } from "@/i18n/formats";
import { Money } from "./money";
import { PriceLines, type SpokenLine } from "./price-lines";
import { SlipLine } from "./ui/slip";
import { usePriceSpeech } from "./use-price-speech";

/** What is owed for a charge: minor units of `currency`. Lines are stated in `basis`. */
export interface OwedPrice {
  readonly lines: readonly SpokenLine[];
  readonly basis: "gross" | "net";
  readonly currency: string;
  readonly netMinor: bigint;
  readonly grossMinor: bigint;
  readonly perRate: readonly { readonly vatRate: number; readonly vatMinor: bigint | string }[];
}

/** A driver's price from its first line to the sum: lines and rounding, VAT, and what is to pay. */
export function PriceSlip({
  price,
  totalLabel,
  isMarked = false,
}: {
  price: OwedPrice;
  /** "To pay" unless told. */
  totalLabel?: ReactNode;
  isMarked?: boolean;
}) {
  const { lines, basis, currency, netMinor, grossMinor, perRate } = price;
  const { say, locale } = usePriceSpeech(currency);
  const isNet = basis === "net";
  const total = money(isNet ? netMinor : grossMinor, currency);
  const vat = (key: "vat" | "ofWhichVat") =>
    perRate.map((row) => (
      <SlipLine
        key={row.vatRate}
        label={say(key, { rate: formatRate(row.vatRate, locale) })}
        value={<Money value={money(BigInt(row.vatMinor), currency)} />}
      />
    ));
  const toPay = money(grossMinor, currency);
  return (
    <>
      <PriceLines lines={lines} currency={currency} total={toRational(total)} />
      {isNet ? (
        <>
          <SlipLine label={say("net")} value={<Money value={total} />} />
          {vat("vat")}
        </>
      ) : null}
      <SlipLine
        isSum
        label={totalLabel ?? say("total")}
        value={<Money value={toPay} {...(isMarked && { className: "marked text-xl" })} />}
      />
      {isNet ? null : <div className="pt-2 text-sm text-ink-soft">{vat("ofWhichVat")}</div>}
    </>
  );
}
