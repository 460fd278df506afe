"use client";

import { useLocale, useTranslations } from "next-intl";
import { MicroMoney } from "@/components/micro-money";
import { Slip, SlipLine } from "@/components/ui/slip";
import { inSentence } from "@/i18n/in-sentence";
import type { Priced, Side } from "./lab-answer";

/** What the charge comes to, on a slip for each tariff, and what two differ by. */
export function Totals({ sides }: { sides: readonly Side[] }) {
  const t = useTranslations("tariffs.lab");
  const locale = useLocale();
  const trials = sides.map((side) =>
    side.kind === "tariff" && side.trial.kind === "priced" ? side.trial : null,
  );
  const [a, b] = trials;
  if (trials.every((trial) => trial === null)) return null;
  const isComparable = a && b && a.currency === b.currency;
  const differences = isComparable
    ? ([
        [t("net"), a.netMicro, b.netMicro],
        [t("gross"), a.grossMicro, b.grossMicro],
      ] as const)
    : [];
  return (
    <div className="flex flex-col gap-6">
      <div className="grid gap-6 sm:grid-cols-2">
        {sides.map((side, index) => {
          const trial = trials[index];
          return trial && side.kind === "tariff" ? (
            <TotalSlip
              key={index}
              trial={trial}
              name={t("side", { name: side.tariff.id, version: side.version })}
              letter={sides.length > 1 ? ("AB"[index] ?? "") : ""}
            />
          ) : null;
        })}
      </div>
      {isComparable ? (
        <dl className="flex flex-wrap gap-x-10 gap-y-1">
          {differences.map(([label, one, other]) =>
            one === null || other === null ? null : (
              <div key={label} className="flex gap-3">
                <dt className="text-ink-soft">
                  {t("difference")} B − A, {inSentence(label, locale)}
                </dt>
                <dd className="font-semibold">
                  <MicroMoney micro={other - one} currency={a.currency} isExact isSigned />
                </dd>
              </div>
            ),
          )}
        </dl>
      ) : null}
    </div>
  );
}

function TotalSlip({ trial, name, letter }: { trial: Priced; name: string; letter: string }) {
  const t = useTranslations("tariffs.lab");
  const { netMicro, grossMicro, currency } = trial;
  const money = (micro: bigint | null, className = "") =>
    micro === null ? (
      <span className="font-normal text-ink-soft">{t("unknown")}</span>
    ) : (
      <MicroMoney micro={micro} currency={currency} className={className} />
    );
  const vat = netMicro === null || grossMicro === null ? null : grossMicro - netMicro;
  const isGrossKnown = grossMicro !== null;
  return (
    <Slip>
      <p className="pb-2 text-sm break-all text-ink-soft">
        {letter === "" ? null : <strong className="text-ink">{letter} </strong>}
        {name}
      </p>
      <SlipLine
        isSum={!isGrossKnown}
        label={t("net")}
        value={money(netMicro, isGrossKnown ? "" : "marked text-xl")}
      />
      <SlipLine label={t("vat")} value={money(vat)} />
      <SlipLine
        isSum={isGrossKnown}
        label={t("gross")}
        value={money(grossMicro, "marked text-xl")}
      />
    </Slip>
  );
}
