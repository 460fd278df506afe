"use client";

import { useLocale, useTranslations } from "next-intl";
import { LintList } from "@/components/lint-list";
import { RatingNotes } from "@/components/rating-notes";
import { SegmentTable } from "@/components/segment-table";
import { TariffSheet } from "@/components/tariff-sheet";
import { TaxRows } from "@/components/tax-rows";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { Tabs } from "@/components/ui/tabs";
import { formatEnergy, formatTime } from "@/i18n/formats";
import type { Messages } from "@/i18n/messages";
import type { Answer, Side } from "./lab-answer";
import { LabFiles } from "./lab-files";
import { PasteFault, ReadNotes } from "./read-notes";
import { SegmentList } from "./segment-list";
import { Timeline } from "./timeline";
import { Totals } from "./totals";

/** What a drawn charge costs by one tariff, or by two beside each other. */
export function LabResult({ answer }: { answer: Answer }) {
  const t = useTranslations("tariffs.lab");
  const { course, timeZone, sides } = answer;
  const locale = useLocale();
  const at = (text: string) => formatTime(text, locale, timeZone, "dateTime");
  const energy = formatEnergy(course.energy, locale);
  return (
    <div className="flex flex-col gap-10">
      <Section title={t("result")}>
        <p className="-mt-3 text-ink-soft">
          {t("charged", {
            energy,
            start: at(course.start),
            charged: at(course.chargedAt),
            end: at(course.end),
          })}
        </p>
        {course.isShort ? <Notice tone="wait" title={t("short", { energy })} /> : null}
        <Totals sides={sides} />
      </Section>
      <Section title={t("timeline")}>
        <Timeline answer={answer} />
      </Section>
      {sides.length === 1 && sides[0] ? (
        <SideDetails side={sides[0]} timeZone={timeZone} />
      ) : (
        <Tabs
          label={t("tariff")}
          tabs={sides.map((side, index) => ({
            value: String(index),
            label: `${"AB"[index] ?? ""} · ${side.kind === "tariff" ? side.tariff.id : t("paste")}`,
            content: <SideDetails side={side} timeZone={timeZone} />,
          }))}
        />
      )}
    </div>
  );
}

function SideDetails({ side, timeZone }: { side: Side; timeZone: string }) {
  const t = useTranslations("tariffs.lab");
  if (side.kind === "fault") return <PasteFault fault={side.fault} />;
  const { trial, tariff, lint } = side;
  return (
    <div className="flex flex-col gap-10">
      {trial.kind === "priced" ? (
        <>
          <Section title={t("price")}>
            <SegmentTable lines={trial.lines} currency={trial.currency} timeZone={timeZone} />
            <TaxRows
              basis={trial.lines[0]?.basis ?? "net"}
              netMicro={trial.netMicro}
              grossMicro={trial.grossMicro}
              currency={trial.currency}
            />
            <RatingNotes notes={trial.notes} />
          </Section>
          <Section title={t("segments")}>
            <SegmentList trial={trial} timeZone={timeZone} />
          </Section>
        </>
      ) : (
        <Unpriceable code={trial.reason.code} />
      )}
      <Section title={t("check")}>
        <LintList findings={lint} />
      </Section>
      <Section title={t("words")}>
        <TariffSheet tariff={tariff} lint={lint} />
      </Section>
      <ReadNotes side={side} />
      {trial.kind === "priced" ? <LabFiles id={tariff.id} files={trial.files} /> : null}
    </div>
  );
}

function Unpriceable({ code }: { code: string }) {
  const t = useTranslations("tariffs.lab");
  const words = useTranslations("finance.unpriceable");
  type Code = keyof Messages["finance"]["unpriceable"];
  const reason = words(words.has(code as Code) ? (code as Code) : "other");
  return (
    <Notice tone="bad" title={t("unpriceable")}>
      {t("unpriceableText", { reason })}
    </Notice>
  );
}
