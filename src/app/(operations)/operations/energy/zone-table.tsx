import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { rowLinkLook, Table, Td, Th, Tr } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";
import { carbonText, hourText, priceText } from "./energy-texts";

type Zone = RouterOutputs["operations"]["energy"]["overview"]["zones"][number];

/** Bidding zones in rows; each leads to its curves. */
export function ZoneTable({ zones, chosen }: { zones: readonly Zone[]; chosen: string }) {
  const t = useTranslations("energy");
  return (
    <Table caption={t("caption")}>
      <thead>
        <tr>
          <Th>{t("zone")}</Th>
          <Th isFigure>{t("now")}</Th>
          <Th isFigure className="hidden md:table-cell">
            {t("todayLowest")}
          </Th>
          <Th isFigure className="hidden md:table-cell">
            {t("todayHighest")}
          </Th>
          <Th isFigure>{t("tomorrow")}</Th>
          <Th isFigure className="hidden sm:table-cell">
            {t("carbonNow")}
          </Th>
        </tr>
      </thead>
      <tbody>
        {zones.map((zone) => (
          <ZoneRow key={zone.zone} zone={zone} isChosen={zone.zone === chosen} />
        ))}
      </tbody>
    </Table>
  );
}

function knowledgeOf(
  micro: bigint | null | undefined,
  isKnown: boolean | undefined,
): "known" | "forecast" | "none" {
  if (micro === null || micro === undefined) return "none";
  return isKnown ? "known" : "forecast";
}

function ZoneRow({ zone, isChosen }: { zone: Zone; isChosen: boolean }) {
  const t = useTranslations("energy");
  const locale = useLocale();
  const { currency, timeZone, now, today, tomorrow } = zone;
  const hour = (at: typeof today.price.lowest) =>
    at === null ? (
      "–"
    ) : (
      <>
        {priceText(at.valueMicro, currency, locale)}
        <span className="block text-sm text-ink-soft">
          {hourText(at.startsMs, timeZone, locale)}
        </span>
      </>
    );
  return (
    <Tr isLink className={isChosen ? "bg-sunken" : undefined}>
      <Td>
        <Link
          href={`/operations/energy?zone=${zone.zone}`}
          aria-current={isChosen ? "true" : undefined}
          className={rowLinkLook}
        >
          {zone.zone}
        </Link>
        {zone.hasSites ? <span className="block text-sm text-ink-soft">{t("sites")}</span> : null}
      </Td>
      <Td isFigure>
        {priceText(now?.priceMicro ?? null, currency, locale)}
        <span className="block text-sm text-ink-soft">
          {t(`knowledge.${knowledgeOf(now?.priceMicro, now?.isPriceKnown)}`)}
        </span>
      </Td>
      <Td isFigure className="hidden md:table-cell">
        {hour(today.price.lowest)}
      </Td>
      <Td isFigure className="hidden md:table-cell">
        {hour(today.price.highest)}
      </Td>
      <Td isFigure>
        {t("mean", { value: priceText(tomorrow.price.meanMicro, currency, locale) })}
        <span className="block text-sm text-ink-soft">
          {t(`knowledge.${tomorrow.price.knowledge}`)}
        </span>
      </Td>
      <Td isFigure className="hidden sm:table-cell">
        {carbonText(now?.carbonMicro ?? null, locale)}
        <span className="block text-sm text-ink-soft">
          {t(`knowledge.${knowledgeOf(now?.carbonMicro, now?.isCarbonKnown)}`)}
        </span>
      </Td>
    </Tr>
  );
}
