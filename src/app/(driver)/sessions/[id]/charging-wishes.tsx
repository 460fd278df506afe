"use client";

import { useQuery } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { formatDecimal, formatTime } from "@/i18n/formats";
import { useTRPC } from "@/trpc/client";
import { WishForm } from "./wish-form";
import { type Charging, hindranceKey, type SentWish, stateKey, toneOf } from "./wish-words";

const EVERY_MS = 2_000;

/** When the driver leaves and what he needs until then, as the operator was told and answered. */
export function ChargingWishes({
  sessionId,
  operator,
  timeZone,
  initial,
}: {
  sessionId: string;
  operator: string;
  timeZone: string;
  initial: Charging;
}) {
  const t = useTranslations("charging.wish");
  const query = useQuery(
    useTRPC().driver.wishes.get.queryOptions(
      { id: sessionId },
      {
        initialData: initial,
        refetchInterval: ({ state: { data = initial } }) =>
          data.latest && !data.latest.isOver ? EVERY_MS : false,
      },
    ),
  );
  const { hindrance, styles, latest } = query.data;
  if (hindrance === "not-running") return null;
  return (
    <Section title={t("title")}>
      <div className="flex max-w-prose flex-col gap-5">
        {latest ? <LatestWish wish={latest} operator={operator} timeZone={timeZone} /> : null}
        {hindrance === null ? (
          <>
            {latest ? null : <p className="text-ink-soft">{t("lead")}</p>}
            <WishForm
              sessionId={sessionId}
              timeZone={timeZone}
              styles={styles}
              latest={latest}
              onSent={() => void query.refetch()}
            />
          </>
        ) : (
          <p className="text-ink-soft">{t(hindranceKey(hindrance), { operator })}</p>
        )}
        {query.isError ? <output className="text-sm text-wait">{t("stale")}</output> : null}
      </div>
    </Section>
  );
}

function LatestWish({
  wish,
  operator,
  timeZone,
}: {
  wish: SentWish;
  operator: string;
  timeZone: string;
}) {
  const t = useTranslations("charging.wish");
  const locale = useLocale();
  const { style, leaveAt, energyKwh } = wish;
  const parts = [
    style && t(`styles.${style}`),
    leaveAt && t("leaving", { time: formatTime(leaveAt, locale, timeZone, "time") }),
    energyKwh && `${formatDecimal(energyKwh, locale, 2)}\u00a0kWh`,
  ].filter(Boolean);
  return (
    <Notice tone={toneOf(wish)} title={t(stateKey(wish), { operator })}>
      {t("latest", { wish: parts.join(", ") })}
    </Notice>
  );
}
