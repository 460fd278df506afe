"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatDecimal, formatTime } from "@/i18n/formats";
import { METERING_TOOL } from "@/metering/meter-check";
import type { Check, MeterView } from "./meter-view";

const TONES = {
  genuine: "ok",
  altered: "bad",
  no_key: "wait",
  unreadable: "wait",
  not_signed: "info",
  other_energy: "bad",
} as const;

interface Shown {
  readonly check: Check;
  readonly timeZone: string;
  readonly keyHistory: MeterView["keyHistory"];
  /** Of an earlier check; null: made just now. */
  readonly checkedAt: string | null;
  /** Our server's own answer, once it came. */
  readonly server: Check | null;
}

/** What a check of signed meter data came to, in plain words and then in figures. */
export function MeterCheckResult({ check, timeZone, keyHistory, checkedAt, server }: Shown) {
  const t = useTranslations("metering");
  const locale = useLocale();
  const { outcome, notes } = check;
  const agrees = server?.outcome === outcome;
  // Only what our server found opens a case.
  const kept = checkedAt === null ? server?.outcome : outcome;
  const hasCase = kept === "altered" || kept === "other_energy";
  return (
    <div className="flex flex-col gap-5">
      <Notice tone={TONES[outcome]} title={t(`outcomes.${outcome}`)}>
        <p>{t(`texts.${outcome}`)}</p>
        {notes.map((note) => (
          <p key={note}>{t(`notes.${note}`)}</p>
        ))}
        {hasCase ? <p>{t("caseOpened")}</p> : null}
        {server ? (
          <p>{agrees ? t("agreed") : t("disagree", { outcome: t(`short.${server.outcome}`) })}</p>
        ) : null}
        {checkedAt === null ? null : (
          <p>{`${t("when")} ${formatTime(checkedAt, locale, timeZone, "dateTime")}`}</p>
        )}
      </Notice>
      <MeterFigures check={check} timeZone={timeZone} />
      {check.key ? (
        <p className="max-w-prose text-sm text-ink-soft">
          {t(`sources.${check.key.source}`)}
          {keyHistory && keyHistory.same > 0
            ? ` ${t("history.same", { count: keyHistory.same })}`
            : null}
          {keyHistory && keyHistory.others > 0 ? ` ${t("history.others")}` : null}
        </p>
      ) : null}
      <SignedValues check={check} timeZone={timeZone} />
    </div>
  );
}

function MeterFigures({ check, timeZone }: { check: Check; timeZone: string }) {
  const t = useTranslations("metering");
  const locale = useLocale();
  const { start, end, signedKwh, billedKwh, key, meterId, encoding } = check;
  const kwh = (text: string) => `${formatDecimal(text, locale)}\u00a0kWh`;
  const reading = (one: Check["start"]) =>
    one && (
      <>
        <span className="tabular-nums">{kwh(one.kwh)}</span>
        {one.at === null ? null : (
          <span className="block text-sm text-ink-soft">
            {`${formatTime(one.at, locale, timeZone, "dateTime")} (${t(`clocks.${one.clock}`)})`}
          </span>
        )}
      </>
    );
  return (
    <Facts
      facts={[
        { label: t("start"), value: reading(start) },
        { label: t("end"), value: reading(end) },
        { label: t("signed"), value: signedKwh && kwh(signedKwh) },
        { label: t("billed"), value: kwh(billedKwh) },
        { label: t("meter"), value: meterId && <Code>{meterId}</Code> },
        { label: t("encoding"), value: encoding },
        { label: t("key"), value: key && <Code>{key.fingerprint}</Code> },
        { label: t("curve"), value: key?.curve },
        { label: t("tool"), value: METERING_TOOL },
      ]}
    />
  );
}

function Code({ children }: { children: ReactNode }) {
  return <span className="font-mono text-sm break-words">{children}</span>;
}

function SignedValues({ check, timeZone }: { check: Check; timeZone: string }) {
  const t = useTranslations("metering");
  const locale = useLocale();
  const rows = check.values.flatMap((value, at) => {
    const readings: Check["start"][] = value.readings.length > 0 ? [...value.readings] : [null];
    return readings.map((reading, index) => ({ value, reading, key: `${at} ${index}` }));
  });
  return (
    <details>
      <summary className="w-fit cursor-pointer underline underline-offset-4">{t("whole")}</summary>
      <div className="pt-3">
        <Table caption={t("values")}>
          <thead>
            <tr>
              <Th>{t("nature")}</Th>
              <Th className="hidden sm:table-cell">{t("at")}</Th>
              <Th isFigure>{t("reading")}</Th>
              <Th>{t("result")}</Th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ value, reading, key }) => (
              <Tr key={key}>
                <Td>
                  {reading ? t(`natures.${reading.moment ?? "none"}`) : value.nature}
                  <span className="block text-sm text-ink-soft">{reading?.register}</span>
                </Td>
                <Td className="hidden sm:table-cell">
                  {reading?.at ? formatTime(reading.at, locale, timeZone, "dateTime") : null}
                </Td>
                <Td isFigure>
                  {reading ? `${formatDecimal(reading.kwh, locale)}\u00a0kWh` : null}
                </Td>
                <Td>
                  {t(`short.${value.state}`)}
                  {value.problem ? (
                    <span className="block text-sm text-ink-soft">
                      {t(`problems.${value.problem}`)}
                    </span>
                  ) : null}
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </div>
    </details>
  );
}
