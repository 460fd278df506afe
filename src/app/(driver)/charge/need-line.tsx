import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { controlLook } from "@/components/ui/field";
import { formatScaled } from "@/core/money/quantity";
import { formatDecimal, formatDuration } from "@/i18n/formats";
import { type ChargeWish, wishText } from "@/trpc/inputs/charge-wish";
import { keepWish } from "./actions";

/** A driver's car as far as choosing it goes. */
export interface NamedCar {
  readonly id: string;
  readonly name: string;
}

/**
 * The charge that all prices of a page are for, as a sentence that can be edited: a plain form, so that it works before
 * any script has come. `back` is the page's address without the charge.
 */
export function NeedLine({
  wish,
  cars,
  back,
}: {
  wish: ChargeWish;
  cars: readonly NamedCar[];
  back: string;
}) {
  const t = useTranslations("find.need");
  const locale = useLocale();
  const { energy, minutes, vehicleId } = wish;
  const kwh = formatDecimal(formatScaled(energy, 6), locale, 1);
  const car = cars.find(({ id }) => id === vehicleId);
  return (
    // Another charge is another form: what was typed is gone, and it closes.
    <details
      key={wishText(wish)}
      className="group border-y border-ink print:[&>form]:hidden print:[&>summary>span:last-child]:hidden"
    >
      <summary className="flex list-none py-3 items-baseline-last justify-between gap-x-6 [&::-webkit-details-marker]:hidden">
        <span className="min-w-0">
          <span className="text-ink-soft max-sm:block max-sm:text-sm">
            {t("title")}
            <span className="max-sm:sr-only">. </span>
          </span>
          <span className="text-lg font-semibold">
            {t("sentence", {
              car: car?.name ?? t("anyCar"),
              energy: `${kwh}\u00a0kWh`,
              time: formatDuration(minutes * 60_000),
            })}
          </span>
        </span>
        <span className="shrink-0 underline underline-offset-4">{t("change")}</span>
      </summary>
      <form action={keepWish} aria-label={t("title")} className="flex flex-col gap-3 pt-1 pb-4">
        <input type="hidden" name="back" value={back} />
        <div className="flex flex-wrap items-end gap-3">
          <label className="flex min-w-0 flex-1 basis-48 flex-col gap-1.5 text-sm font-medium">
            {t("car")}
            <select name="car" defaultValue={car?.id ?? "none"} className={controlLook}>
              {cars.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
              <option value="none">{t("anyCar")}</option>
            </select>
          </label>
          <label className="flex flex-col gap-1.5 text-sm font-medium">
            {t("energy")}
            <input
              name="kwh"
              inputMode="decimal"
              autoComplete="off"
              required
              pattern="\d{1,3}([.,]\d)?"
              maxLength={5}
              defaultValue={kwh}
              className={`${controlLook} max-w-24 font-mono font-normal`}
            />
          </label>
          <label className="flex flex-col gap-1.5 text-sm font-medium">
            {t("minutes")}
            <input
              name="min"
              inputMode="numeric"
              autoComplete="off"
              required
              pattern="\d{1,4}"
              maxLength={4}
              defaultValue={String(minutes)}
              className={`${controlLook} max-w-24 font-mono font-normal`}
            />
          </label>
          <Button type="submit">{t("save")}</Button>
        </div>
        <p className="max-w-prose text-sm text-ink-soft">
          {t("for")} {t("note")}{" "}
          {cars.length === 0 ? (
            <Link href="/vehicles" className="underline underline-offset-4">
              {t("addCar")}
            </Link>
          ) : null}
        </p>
      </form>
    </details>
  );
}
