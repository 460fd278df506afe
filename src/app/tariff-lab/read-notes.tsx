"use client";

import { useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import type { Messages } from "@/i18n/messages";
import type { Side, TariffSide } from "./lab-answer";

type Fault = Extract<Side, { kind: "fault" }>["fault"];
type Finding = TariffSide["notes"][number];
type Code = keyof Messages["partner"]["tolerance"];

/** Why a pasted text is no tariff, where, and what to do about it. */
export function PasteFault({ fault }: { fault: Fault }) {
  const t = useTranslations("tariffs.fault");
  switch (fault.code) {
    case "not-json":
      return (
        <Notice tone="bad" title={t("not-json")}>
          {t("not-jsonText", { line: fault.line, detail: fault.detail })}
        </Notice>
      );
    case "refused":
      return (
        <Notice tone="bad" title={t("refused")}>
          {t("refusedText", { detail: fault.detail })}
        </Notice>
      );
    case "not-a-tariff":
      return (
        <Notice tone="bad" title={t("not-a-tariff")}>
          {t("not-a-tariffText")}
        </Notice>
      );
    case "unreadable":
      return (
        <div className="flex flex-col gap-4">
          <Notice tone="bad" title={t("unreadable", { version: fault.version })}>
            {t("unreadableText")}
          </Notice>
          <Findings findings={fault.findings} isFault />
        </div>
      );
  }
}

/** As which version a pasted tariff was read, and which liberties that took, line by line. */
export function ReadNotes({ side }: { side: TariffSide }) {
  const t = useTranslations("tariffs.lab");
  const { version, isDetected, notes } = side;
  if (!isDetected && notes.length === 0) return null;
  return (
    <Section title={t("read")}>
      <p className="text-ink-soft">{t(isDetected ? "detected" : "chosen", { version })}</p>
      {notes.length === 0 ? (
        <p className="text-ink-soft">{t("readFine", { version })}</p>
      ) : (
        <Findings findings={notes} />
      )}
    </Section>
  );
}

function Findings({
  findings,
  isFault = false,
}: {
  findings: readonly Finding[];
  isFault?: boolean;
}) {
  const t = useTranslations("tariffs.lab");
  const fault = useTranslations("tariffs.fault");
  const words = useTranslations("partner.tolerance");
  const say = (code: string) => {
    const key = code.replaceAll(" ", "-");
    if (isFault && key === "missing") return fault("missing");
    if (!words.has(`${key}.what` as `${Code}.what`))
      return isFault ? fault("wrong", { code }) : code;
    return `${words(`${key as Code}.what`)} ${words(`${key as Code}.do`)}`;
  };
  return (
    <ul className="border-t">
      {findings.map(({ path, code, line }, index) => (
        <li key={index} className="flex flex-wrap gap-x-4 gap-y-0.5 border-b py-2">
          <span className="w-16 shrink-0 text-sm leading-6 text-ink-soft">
            {t("line", { line })}
          </span>
          <span className="min-w-0 flex-1 basis-64">
            {path === "" ? null : <code className="font-mono text-sm break-all">{path}</code>}{" "}
            <span className="text-ink-soft">{say(code)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
