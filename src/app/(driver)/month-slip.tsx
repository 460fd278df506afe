import { useTranslations } from "next-intl";
import Link from "next/link";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { Slip, SlipLine } from "@/components/ui/slip";
import type { RouterOutputs } from "@/trpc/outputs";
import { CardName } from "./card-name";

/** What is owed and not invoiced, when its invoice comes, and what pays it. */
export function MonthSlip({ home }: { home: RouterOutputs["driver"]["home"]["read"] }) {
  const t = useTranslations("driver.home");
  const { unbilled, waiting, periodEndsAt, timeZone, card } = home;
  return (
    <section aria-labelledby="month">
      <Slip>
        <h2 id="month" className="pb-3 font-semibold">
          {t("month")}
        </h2>
        {unbilled.length === 0 ? <p className="py-1.5 text-ink-soft">{t("nothing")}</p> : null}
        {unbilled.map(({ sum, charges }) => (
          <SlipLine
            key={sum.currency}
            label={t("charges", { count: charges })}
            value={<Money value={sum} className="text-lg font-semibold" />}
          />
        ))}
        {waiting > 0 ? (
          <p className="py-1.5 text-sm text-ink-soft">{t("waiting", { count: waiting })}</p>
        ) : null}
        <div className="mt-4 border-t border-dashed border-rule-strong pt-3">
          <SlipLine
            label={t("next")}
            value={<Moment at={periodEndsAt} timeZone={timeZone} show="dayMonth" />}
          />
          <SlipLine
            label={t("paidWith")}
            value={
              <Link href="/payment" className="tap underline underline-offset-2">
                {card ? <CardName card={card} /> : t("noCard")}
              </Link>
            }
          />
        </div>
      </Slip>
    </section>
  );
}
