"use client";

import { useLocale, useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { money } from "@/core/money/money";
import type { CurrencyEffect, PlanEffect } from "@/core/plans/plan-effect";
import { formatMoney } from "@/i18n/formats";
import { Difference, LargestChanges } from "./largest-changes";
import type { EffectRun } from "./use-effect-of";

/** What the figures would have done, while it is being found out and afterwards. */
export function EffectPanel({ effect: run, isStale }: { effect: EffectRun; isStale: boolean }) {
  const t = useTranslations("plans.effect");
  const action = useTranslations("shell.action");
  const { state, effect, done, total, stop } = run;
  if (state === "none") return null;
  if (state === "failed") return <Notice tone="bad" title={action("failed")} />;
  const isNothing = state === "done" && total === 0 && effect.fees.length === 0;
  return (
    <div className="flex flex-col gap-6">
      <output className="flex flex-wrap items-center gap-4 text-sm text-ink-soft">
        {t("counting", { done, total })}
        {state === "running" ? (
          <Button variant="secondary" size="sm" onClick={stop}>
            {t("stop")}
          </Button>
        ) : null}
      </output>
      {state === "stopped" ? <Notice tone="wait" title={t("stopped")} /> : null}
      {isStale && state !== "running" ? <Notice tone="wait" title={t("again")} /> : null}
      {isNothing ? (
        <Empty title={t("none")}>{t("noneText")}</Empty>
      ) : (
        <EffectTables effect={effect} />
      )}
    </div>
  );
}

function EffectTables({ effect }: { effect: PlanEffect }) {
  const t = useTranslations("plans.effect");
  const { currencies } = effect;
  return (
    <>
      {currencies.length > 0 ? (
        <div className="flex flex-col gap-2">
          <Table caption={t("caption")}>
            <thead>
              <tr>
                <Th>{t("currency")}</Th>
                <Th isFigure>{t("before")}</Th>
                <Th isFigure>{t("after")}</Th>
                <Th isFigure>{t("difference")}</Th>
                <Th isFigure>{t("up")}</Th>
                <Th isFigure>{t("down")}</Th>
                <Th isFigure>{t("same")}</Th>
              </tr>
            </thead>
            <tbody>
              {currencies.map((one) => (
                <CurrencyRow key={one.currency} one={one} />
              ))}
            </tbody>
          </Table>
          <p className="text-sm text-ink-soft">{t("vat")}</p>
        </div>
      ) : null}
      <FeeTable effect={effect} />
      <EffectNotes effect={effect} />
      {currencies
        .filter(({ largest }) => largest.length > 0)
        .map(({ currency, largest }) => (
          <LargestChanges key={currency} currency={currency} changes={largest} />
        ))}
    </>
  );
}

function CurrencyRow({ one }: { one: CurrencyEffect }) {
  const { currency, beforeMinor, afterMinor, up, down, same } = one;
  return (
    <Tr>
      <Td>{currency}</Td>
      <Td isFigure>
        <Money value={money(beforeMinor, currency)} />
      </Td>
      <Td isFigure>
        <Money value={money(afterMinor, currency)} />
      </Td>
      <Td isFigure className="font-medium">
        <Difference of={one} />
      </Td>
      <Td isFigure>{up}</Td>
      <Td isFigure>{down}</Td>
      <Td isFigure>{same}</Td>
    </Tr>
  );
}

/** What a month of the subscription costs its drivers; nothing without a fee. */
function FeeTable({ effect: { fees } }: { effect: PlanEffect }) {
  const t = useTranslations("plans.effect");
  const words = useTranslations("subscription.effect");
  if (fees.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      <Table caption={words("fees")}>
        <thead>
          <tr>
            <Th>{words("fees")}</Th>
            <Th isFigure>{words("drivers")}</Th>
            <Th isFigure>{t("before")}</Th>
            <Th isFigure>{t("after")}</Th>
            <Th isFigure>{t("difference")}</Th>
          </tr>
        </thead>
        <tbody>
          {fees.map((one) => (
            <Tr key={one.currency}>
              <Td>{one.currency}</Td>
              <Td isFigure>{one.drivers}</Td>
              <Td isFigure>
                <Money value={money(one.beforeMinor, one.currency)} />
              </Td>
              <Td isFigure>
                <Money value={money(one.afterMinor, one.currency)} />
              </Td>
              <Td isFigure className="font-medium">
                <Difference of={one} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      <p className="text-sm text-ink-soft">{words("note")}</p>
    </div>
  );
}

const REASONS = [
  "no-price-in-currency",
  "cost-not-accepted",
  "unknown-country",
  "no-vat-rate",
  "unpriceable",
  "no-cost-parts",
] as const;

function EffectNotes({ effect }: { effect: PlanEffect }) {
  const t = useTranslations("plans.effect");
  const locale = useLocale();
  const { moved, unpriced, promised } = effect;
  const reasonOf = (code: string) => {
    const known = REASONS.find((one) => one === code);
    return known ? t(`reason_${known}`) : t("reason_other", { code });
  };
  const notes = [
    ...moved.map(({ from, to, charges, beforeMinor, afterMinor }) =>
      t("moved", {
        count: charges,
        from,
        to,
        before: formatMoney(money(beforeMinor, from), locale),
        after: formatMoney(money(afterMinor, to), locale),
      }),
    ),
    ...unpriced.map(({ reason, charges }) =>
      t("unpriced", { count: charges, reason: reasonOf(reason) }),
    ),
  ];
  return (
    <>
      {notes.length > 0 ? (
        <ul className="flex max-w-prose flex-col gap-1 border-l-3 border-wait bg-wait-tint px-4 py-3">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      ) : null}
      {promised > 0 ? (
        <p className="max-w-prose text-sm text-ink-soft">{t("promised", { count: promised })}</p>
      ) : null}
    </>
  );
}
