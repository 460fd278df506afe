import { useTranslations } from "next-intl";
import { plugName } from "@/app/(driver)/charge/plug-name";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { compare } from "@/core/money/money";
import type { RouterOutputs } from "@/trpc/outputs";
import { QuoteDetail } from "./quote-detail";
import { WholePrice } from "./whole-price";

type Place = RouterOutputs["driver"]["charge"]["place"];

/** The whole price of the charge in mind where it is cheapest here; plainly none where none is known. */
export function CheapestHere({ place, timeZone }: { place: Place; timeZone: string }) {
  const t = useTranslations("find.whole");
  const charge = useTranslations("driver.charge");
  const { evses, operator } = place;
  const offers = evses.flatMap((evse) =>
    evse.connectors.flatMap((connector) => {
      const { quote, fit } = connector.offer;
      return quote.ok && fit !== "no" ? [{ evse, connector, quote: quote.value }] : [];
    }),
  );
  const [first] = offers;
  if (!first) {
    return (
      <Notice tone="wait" title={t("unknownTitle")}>
        {t("unknownText")}
      </Notice>
    );
  }
  // Amounts of two currencies can't be compared; the first one's is shown.
  const least = offers.reduce(
    (a, b) =>
      b.quote.currency === a.quote.currency && compare(b.quote.example, a.quote.example) < 0
        ? b
        : a,
    first,
  );
  const { evse, connector, quote } = least;
  return (
    <Section title={t("title")}>
      <p className="text-ink-soft">
        {t("at", { plug: plugName(connector.standard, (key) => charge(key)), evse: evse.label })}
      </p>
      <div className="grid items-start gap-x-12 gap-y-6 lg:grid-cols-[minmax(0,32rem)_minmax(0,1fr)]">
        <WholePrice quote={quote} operator={operator} timeZone={timeZone} />
        <div className="flex flex-col gap-4">
          <QuoteDetail quote={quote} timeZone={timeZone} />
          <p className="max-w-prose text-sm text-ink-soft">{t("promise")}</p>
        </div>
      </div>
    </Section>
  );
}
