import { useTranslations } from "next-intl";
import type { Basis } from "@/core/rating/priced-cdr";
import { MicroMoney } from "./micro-money";

/** From the sum of lines, stated in `basis`, to the other side of tax. 10⁻⁶; null: the tariff does not tell. */
export function TaxRows({
  basis,
  netMicro,
  grossMicro,
  currency,
}: {
  basis: Basis;
  netMicro: bigint | null;
  grossMicro: bigint | null;
  currency: string;
}) {
  const t = useTranslations("tariffs.lab");
  const vat = netMicro === null || grossMicro === null ? null : grossMicro - netMicro;
  // The side on which the lines are stated is their sum, which stands there already.
  const other =
    basis === "gross" ? ([t("net"), netMicro] as const) : ([t("gross"), grossMicro] as const);
  const rows = [[t("vat"), vat] as const, other];
  return (
    <dl className="-mt-2 ml-auto grid w-full max-w-xs grid-cols-[1fr_auto] gap-x-6 gap-y-1">
      {rows.map(([label, micro]) => (
        <div key={label} className="col-span-2 grid grid-cols-subgrid last:font-semibold">
          <dt>{label}</dt>
          <dd className="text-right">
            {micro === null ? (
              <span className="font-normal text-ink-soft">{t("unknown")}</span>
            ) : (
              <MicroMoney micro={micro} currency={currency} isExact />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
