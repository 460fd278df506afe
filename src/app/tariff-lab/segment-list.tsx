"use client";

import { useTranslations } from "next-intl";
import { Energy } from "@/components/energy";
import { MicroMoney } from "@/components/micro-money";
import { Period } from "@/components/period";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { usePriceSpeech } from "@/components/use-price-speech";
import { priceText } from "@/i18n/price-words";
import type { Priced } from "./lab-answer";

type Segment = Priced["segments"][number];

/** The stretches of a charge as a table: when, what holds, why it begins, and what it comes to. */
export function SegmentList({ trial, timeZone }: { trial: Priced; timeZone: string }) {
  const t = useTranslations("tariffs.lab");
  return (
    <Table caption={t("segments")}>
      <thead>
        <tr>
          <Th>{t("number")}</Th>
          <Th>{t("when")}</Th>
          <Th>{t("prices")}</Th>
          <Th className="hidden xl:table-cell">{t("begins")}</Th>
          <Th isFigure className="hidden sm:table-cell">
            {t("kwh")}
          </Th>
          <Th isFigure>{t("amount")}</Th>
        </tr>
      </thead>
      <tbody>
        {trial.segments.map((segment, index) => (
          <Row
            key={segment.start}
            segment={segment}
            number={index + 1}
            currency={trial.currency}
            timeZone={timeZone}
          />
        ))}
      </tbody>
    </Table>
  );
}

function Row({
  segment,
  number,
  currency,
  timeZone,
}: {
  segment: Segment;
  number: number;
  currency: string;
  timeZone: string;
}) {
  const t = useTranslations("tariffs.lab");
  const cause = useTranslations("tariffs.lab.cause");
  const { start, end, isCharging, energy, causes, amount } = segment;
  const because = number === 1 ? t("causeStart") : causes.map((one) => cause(one)).join(", ");
  return (
    <Tr>
      <Td className="text-ink-soft">{number}</Td>
      <Td>
        <Period start={start} end={end} timeZone={timeZone} show="time" />
        <span className="block text-sm text-ink-soft">{t(isCharging ? "charging" : "parked")}</span>
        <span className="block text-sm text-ink-soft sm:hidden">
          <Energy microKwh={energy} />
        </span>
      </Td>
      <Td>
        <Prices segment={segment} currency={currency} />
        <span className="block text-sm text-ink-soft xl:hidden">
          {t("begins").toLowerCase()} {because}
        </span>
      </Td>
      <Td className="hidden text-ink-soft xl:table-cell">{because}</Td>
      <Td isFigure className="hidden sm:table-cell">
        <Energy microKwh={energy} />
      </Td>
      <Td isFigure>
        <MicroMoney micro={amount} currency={currency} isExact />
      </Td>
    </Tr>
  );
}

function Prices({ segment, currency }: { segment: Segment; currency: string }) {
  const t = useTranslations("tariffs.lab");
  const speech = usePriceSpeech(currency);
  const { active } = segment;
  if (active.length === 0) return <>{t("free")}</>;
  return (
    <ul>
      {active.map(({ dimension, price, elementIndex }) => (
        <li key={dimension}>
          {speech.say(dimension)}{" "}
          <span className="whitespace-nowrap">{priceText({ dimension, price }, speech)}</span>{" "}
          <span className="text-sm whitespace-nowrap text-ink-soft">
            {t("elementShort", { number: elementIndex + 1 })}
          </span>
        </li>
      ))}
    </ul>
  );
}
