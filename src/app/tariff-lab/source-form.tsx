"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { cn } from "@/components/cn";
import { Button } from "@/components/ui/button";
import { controlLook, Field, Input } from "@/components/ui/field";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { useTRPC } from "@/trpc/client";
import { labVersions, MOST_PASTED } from "@/trpc/inputs/tariff-lab";
import { exampleTariff } from "./example-tariff";
import type { LabState, Pick } from "./lab-state";

interface SourceProps {
  readonly scope: "all" | "own";
  readonly picks: readonly Pick[];
  readonly state: LabState;
  readonly set: (changes: Partial<LabState>) => void;
  readonly pasted: string;
  readonly onPaste: (text: string) => void;
}

/** Which tariff is tried: a stored one, or one that is pasted; and which one beside it. */
export function SourceForm({ scope, picks, state, set, pasted, onPaste }: SourceProps) {
  const t = useTranslations("tariffs.lab");
  const [text, setText] = useState("");
  const { data: found = picks } = useQuery({
    ...useTRPC().tariffLab.pick.queryOptions({ scope, text: text.trim() }),
    placeholderData: keepPreviousData,
  });
  const isLong = picks.length >= 10;
  return (
    <Section title={t("tariff")}>
      <fieldset className="grid grid-cols-2">
        <legend className="sr-only">{t("tariff")}</legend>
        {(["pick", "paste"] as const).map((mode) => (
          <Button
            key={mode}
            variant={state.m === mode ? "primary" : "secondary"}
            aria-pressed={state.m === mode}
            onClick={() => set({ m: mode })}
          >
            {t(mode)}
          </Button>
        ))}
      </fieldset>
      {isLong ? (
        <Field name="find" label={t("find")}>
          <Input type="search" value={text} onValueChange={setText} maxLength={80} />
        </Field>
      ) : null}
      {state.m === "paste" ? (
        <Paste state={state} set={set} pasted={pasted} onPaste={onPaste} />
      ) : picks.length === 0 ? (
        <p className="text-ink-soft">{t("noTariffs")}</p>
      ) : (
        <TariffSelect
          label={t("which")}
          none={t("none")}
          picks={found}
          value={state.t}
          onChange={(versionId) => set({ t: versionId })}
        />
      )}
      {picks.length === 0 ? null : (
        <TariffSelect
          label={t("compareWith")}
          none={t("compareNone")}
          picks={found}
          value={state.u}
          onChange={(versionId) => set({ u: versionId })}
        />
      )}
    </Section>
  );
}

function TariffSelect({
  label,
  none,
  picks,
  value,
  onChange,
}: {
  label: string;
  none: string;
  picks: readonly Pick[];
  value: string | null;
  onChange: (versionId: string | null) => void;
}) {
  const t = useTranslations("tariffs.lab");
  const isOther = value !== null && !picks.some(({ versionId }) => versionId === value);
  return (
    <Select
      label={label}
      value={value ?? ""}
      items={[
        { value: "", label: none },
        ...(isOther ? [{ value, label: t("otherVersion") }] : []),
        ...picks.map(({ versionId, ocpiId, partnerName, currency }) => ({
          value: versionId,
          label: `${ocpiId} · ${partnerName} · ${currency}`,
        })),
      ]}
      onChange={(next) => onChange(next === "" ? null : next)}
    />
  );
}

function Paste({ state, set, pasted, onPaste }: Omit<SourceProps, "scope" | "picks">) {
  const t = useTranslations("tariffs.lab");
  return (
    <>
      <label className="flex flex-col gap-1.5">
        <span className="text-sm font-medium">{t("json")}</span>
        <textarea
          value={pasted}
          onChange={(event) => onPaste(event.target.value)}
          rows={12}
          spellCheck={false}
          autoComplete="off"
          maxLength={MOST_PASTED}
          wrap="off"
          className={cn(controlLook, "h-auto py-2 font-mono text-sm leading-5")}
        />
        <span className="text-sm text-ink-soft">{t("jsonHint")}</span>
      </label>
      {pasted.trim() === "" ? (
        <Button variant="secondary" onClick={() => onPaste(exampleTariff)}>
          {t("example")}
        </Button>
      ) : null}
      <Select
        label={t("version")}
        value={state.v ?? ""}
        items={[
          { value: "", label: t("detect") },
          ...labVersions.map((version) => ({ value: version, label: `OCPI ${version}` })),
        ]}
        onChange={(next) => set({ v: labVersions.find((one) => one === next) ?? null })}
      />
    </>
  );
}
