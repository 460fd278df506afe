import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { cents } from "@/app/(driver)/charge/all-in";
import { cheapestOf } from "@/app/(driver)/charge/cheapest-of";
import { Distance } from "@/app/(driver)/charge/distance";
import { FreeNow } from "@/app/(driver)/charge/free-now";
import { Money } from "@/components/money";
import { Section } from "@/components/ui/section";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatDuration, formatMicroMoney } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type PlacePage = RouterOutputs["driver"]["charge"]["place"];

/** The same charge at other places nearby, beside this one. */
export function ComparePlaces({ place, now }: { place: PlacePage; now: Temporal.Instant }) {
  const t = useTranslations("find.compare");
  if (place.price === null || place.alternatives.length === 0) return null;
  const here = { ...place, price: place.price, evses: place.evses.length, distanceM: null };
  const rows = [here, ...place.alternatives];
  const cheapest = cheapestOf(rows);
  return (
    <Section title={t("title")}>
      <p className="text-ink-soft">{t("lead")}</p>
      <Table caption={t("title")} className="min-w-2xl">
        <thead>
          <Tr>
            <Th>{t("place")}</Th>
            <Th isFigure>{t("price")}</Th>
            <Th isFigure>{t("perKwh")}</Th>
            <Th isFigure>{t("time")}</Th>
            <Th isFigure>{t("distance")}</Th>
            <Th>{t("free")}</Th>
          </Tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Tr key={row.id}>
              <Td className="font-medium">
                {row.id === place.id ? (
                  row.name
                ) : (
                  <Link href={`/charge/${row.id}`} className="underline underline-offset-4">
                    {row.name}
                  </Link>
                )}
              </Td>
              <Figures price={row.price} isCheapest={cheapest.has(row.id)} />
              <Td isFigure>
                {row.distanceM === null ? t("here") : <Distance metres={row.distanceM} />}
              </Td>
              <Td className="text-sm">
                <FreeNow place={row} now={now} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

function Figures({ price, isCheapest }: { price: PlacePage["price"]; isCheapest: boolean }) {
  const locale = useLocale();
  const perKwh = price?.perKwh ?? null;
  const lasts = price && price.chargedAt.epochMilliseconds - price.startAt.epochMilliseconds;
  return (
    <>
      <Td isFigure className="font-semibold">
        {price ? <Money value={price.total} className={isCheapest ? "marked" : ""} /> : "–"}
      </Td>
      <Td isFigure>
        {price && perKwh !== null
          ? formatMicroMoney(cents(perKwh), price.total.currency, locale)
          : "–"}
      </Td>
      <Td isFigure>{lasts === null ? "–" : formatDuration(lasts)}</Td>
    </>
  );
}
