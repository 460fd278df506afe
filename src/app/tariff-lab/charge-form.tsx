"use client";

import { useTranslations } from "next-intl";
import { Field, Input } from "@/components/ui/field";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { labPhases, labShapes } from "@/trpc/inputs/tariff-lab";
import { readSteps, writeSteps, type LabState } from "./lab-state";
import { StepEditor } from "./step-editor";

interface ChargeProps {
  readonly state: LabState;
  readonly set: (changes: Partial<LabState>) => void;
  readonly firstStart: string;
}

const POWER_OF = { "0": "150", "1": "7.4", "3": "11" } as const;

/** A charge as it is drawn: when, how much, by what power, and how long the car stays. */
export function ChargeForm({ state, set, firstStart }: ChargeProps) {
  const t = useTranslations("tariffs.lab");
  return (
    <Section title={t("charge")}>
      <Field name="start" label={t("start")}>
        <Input
          type="datetime-local"
          value={state.s ?? firstStart}
          onValueChange={(value) => set({ s: value === firstStart ? null : value })}
        />
      </Field>
      <Zone state={state} set={set} />
      <div className="grid grid-cols-2 items-end gap-3">
        <Figure label={t("energy")} value={state.k} onChange={(k) => set({ k })} name="energy" />
        <Select
          label={t("phases")}
          value={state.f}
          items={labPhases.map((value) => ({ value, label: t(`phases_${value}`) }))}
          onChange={(f) => set({ f, w: POWER_OF[f] })}
        />
        <Select
          label={t("shape")}
          value={state.c}
          className={state.c === "steps" ? "col-span-2" : ""}
          items={labShapes.map((value) => ({ value, label: t(`shape_${value}`) }))}
          onChange={(c) => set({ c })}
        />
        {state.c === "steps" ? null : (
          <Figure label={t("power")} value={state.w} onChange={(w) => set({ w })} name="power" />
        )}
      </div>
      {state.c === "steps" ? (
        <StepEditor
          steps={readSteps(state.d)}
          onChange={(steps) => set({ d: writeSteps(steps) })}
        />
      ) : null}
      <End state={state} set={set} firstStart={firstStart} />
    </Section>
  );
}

function Zone({ state, set }: Omit<ChargeProps, "firstStart">) {
  const t = useTranslations("tariffs.lab");
  return (
    <Field name="zone" label={t("zone")}>
      <Input
        value={state.z}
        list="zones"
        maxLength={60}
        autoComplete="off"
        spellCheck={false}
        onValueChange={(z) => set({ z })}
      />
      <datalist id="zones">
        {ZONES.map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </datalist>
    </Field>
  );
}

// Where most places of partners are; any other name of the IANA list can be written.
const ZONES = [
  "Europe/Stockholm",
  "Europe/Oslo",
  "Europe/Copenhagen",
  "Europe/Helsinki",
  "Europe/Berlin",
  "Europe/Amsterdam",
  "Europe/Brussels",
  "Europe/Paris",
  "Europe/London",
  "Europe/Madrid",
  "Europe/Rome",
  "Europe/Warsaw",
];

function End({ state, set, firstStart }: ChargeProps) {
  const t = useTranslations("tariffs.lab");
  return (
    <div className="grid grid-cols-2 items-end gap-3">
      <Select
        label={t("ends")}
        className="col-span-2"
        value={state.e === null ? "after" : "at"}
        items={(["after", "at"] as const).map((value) => ({ value, label: t(`ends_${value}`) }))}
        onChange={(value) =>
          set({ e: value === "after" ? null : laterThan(state.s ?? firstStart) })
        }
      />
      {state.e === null ? (
        <Field name="parking" label={t("parking")} className="col-span-2">
          <Input
            type="number"
            min={0}
            max={10_080}
            value={String(state.o)}
            onValueChange={(value) =>
              set({ o: Math.min(10_080, Math.max(0, Math.round(Number(value)))) })
            }
          />
        </Field>
      ) : (
        <Field name="unplug" label={t("unplug")} className="col-span-2">
          <Input
            type="datetime-local"
            value={state.e}
            onValueChange={(value) => set({ e: value })}
          />
        </Field>
      )}
    </div>
  );
}

const FOUR_HOURS_MS = 4 * 3_600_000;

/** Four hours after a wall clock's time. */
function laterThan(start: string): string {
  const at = Date.parse(`${start}:00Z`);
  return Number.isNaN(at) ? start : new Date(at + FOUR_HOURS_MS).toISOString().slice(0, 16);
}

function Figure({
  name,
  label,
  value,
  onChange,
}: {
  name: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <Field name={name} label={label}>
      <Input
        inputMode="decimal"
        autoComplete="off"
        value={value}
        maxLength={12}
        onValueChange={onChange}
      />
    </Field>
  );
}
