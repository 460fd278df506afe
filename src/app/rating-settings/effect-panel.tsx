"use client";

import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { MicroMoney } from "@/components/micro-money";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { RouterOutputs } from "@/trpc/outputs";
import { ChangedClaims } from "./changed-claims";

type Effect = RouterOutputs["ratingSettings"]["preview"];

/** What other settings would make of the last charges: how many are accepted, what differs, and which ones change. */
export function EffectPanel({
  effect,
  isStale,
  showsCdrs,
}: {
  effect: Effect | null;
  isStale: boolean;
  showsCdrs: boolean;
}) {
  const t = useTranslations("ratingSettings");
  if (isStale) return <Notice tone="wait" title={t("stale")} />;
  if (effect === null) {
    return (
      <Notice tone="bad" title={t("failed")}>
        <p>{t("failedText")}</p>
      </Notice>
    );
  }
  if (effect.rated === 0) return <Notice title={t("effectNone", { days: effect.days })} />;
  return (
    <Section title={t("effect")}>
      <div className="-mt-3 max-w-prose text-sm text-ink-soft">
        <p>{t("effectLead", { days: effect.days })}</p>
        {effect.rated < effect.total ? (
          <p>{t("effectPart", { total: effect.total, rated: effect.rated })}</p>
        ) : null}
      </div>
      <Sides effect={effect} />
      <p>{t("released", { count: effect.released })}</p>
      <ChangedClaims effect={effect} showsCdrs={showsCdrs} />
    </Section>
  );
}

function Sides({ effect }: { effect: Effect }) {
  const t = useTranslations("ratingSettings");
  const { before, after, sums } = effect;
  return (
    <div className="max-w-3xl">
      <Table caption={t("effect")}>
        <thead>
          <tr>
            <Th>
              <span className="sr-only">{t("effect")}</span>
            </Th>
            <Th isFigure>{t("now")}</Th>
            <Th isFigure>{t("then")}</Th>
          </tr>
        </thead>
        <tbody>
          <Tr>
            <Td>{t("accepted")}</Td>
            <Td isFigure>{before.accepted}</Td>
            <Td isFigure>{after.accepted}</Td>
          </Tr>
          <Tr>
            <Td>{t("held")}</Td>
            <Td isFigure>{before.held}</Td>
            <Td isFigure>{after.held}</Td>
          </Tr>
          {sums.map((sum) => (
            <Fragment key={sum.currency}>
              <Sum
                label={t("difference", { currency: sum.currency })}
                currency={sum.currency}
                values={[sum.beforeMicro, sum.afterMicro]}
              />
              <Sum
                label={t("passed", { currency: sum.currency })}
                currency={sum.currency}
                values={[sum.passedBeforeMicro, sum.passedAfterMicro]}
              />
            </Fragment>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function Sum({
  label,
  currency,
  values: [before, after],
}: {
  label: string;
  currency: string;
  values: readonly [bigint, bigint];
}) {
  return (
    <Tr>
      <Td>{label}</Td>
      <Td isFigure>
        <MicroMoney micro={before} currency={currency} isExact isSigned />
      </Td>
      <Td isFigure>
        <MicroMoney micro={after} currency={currency} isExact isSigned />
      </Td>
    </Tr>
  );
}
