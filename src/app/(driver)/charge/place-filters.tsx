"use client";

import { SlidersHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { useState, useTransition } from "react";
import { cn } from "@/components/cn";
import { Button } from "@/components/ui/button";
import { controlLook } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { plugChoices, powerChoices } from "@/trpc/inputs/read-search";
import { chargeParsers, filterNames } from "./charge-address";
import { plugName } from "./plug-name";

const STANDARDS = {
  type2: "IEC_62196_T2",
  ccs: "IEC_62196_T2_COMBO",
  chademo: "CHADEMO",
  schuko: "DOMESTIC_F",
} as const;

/** What may be said anew; null: nothing. */
type Changes = {
  [Name in Exclude<keyof typeof chargeParsers, "n">]:
    | Parameters<(typeof chargeParsers)[Name]["serialize"]>[0]
    | null;
};

const CLEARED = { power: null, plug: null, free: null, op: null, max: null, box: null, n: null };

/** What narrows the search down, kept in the address. */
export function PlaceFilters({
  operators,
  currency,
  isNear,
  isFolded = false,
}: {
  operators: readonly { readonly name: string; readonly places: number }[];
  currency: string;
  /** The driver's position is known, so that the nearest can be told. */
  isNear: boolean;
  /** On phones all of it waits behind its button, so that what is found comes first. */
  isFolded?: boolean;
}) {
  const t = useTranslations("find.filter");
  const charge = useTranslations("driver.charge");
  const [isPending, startTransition] = useTransition();
  const [isOpen, setOpen] = useState(false);
  const [values, set] = useQueryStates(chargeParsers, {
    shallow: false,
    startTransition,
    history: "push",
    scroll: false,
  });
  const change = (next: Partial<Changes>) => void set({ ...next, n: null });
  const active = filterNames.filter((name) => {
    const value = values[name];
    return Array.isArray(value) ? value.length > 0 : value !== null;
  }).length;
  const toggle = (plug: string) => {
    const { plug: chosen } = values;
    change({
      plug: chosen.includes(plug) ? chosen.filter((one) => one !== plug) : [...chosen, plug],
    });
  };
  const isKnown = (value: string | null, known: readonly string[]) =>
    value !== null && known.includes(value) ? value : "";
  const unfold = (
    <Button
      variant={isFolded ? "secondary" : "quiet"}
      size="sm"
      className="sm:hidden"
      aria-expanded={isOpen}
      onClick={() => setOpen(!isOpen)}
    >
      <SlidersHorizontal aria-hidden className="size-4" />
      {isFolded ? t("folded", { count: active }) : t(isOpen ? "less" : "more")}
    </Button>
  );
  return (
    <search
      aria-label={t("label")}
      aria-busy={isPending}
      className={cn(
        "flex flex-col gap-4",
        isFolded ? "sm:w-full" : "w-full",
        isFolded && isOpen && "max-sm:w-full",
      )}
    >
      <div className="flex flex-wrap items-center gap-2">
        {isFolded ? unfold : null}
        <div
          className={cn(
            isFolded ? "flex flex-wrap gap-2 max-sm:w-full" : "contents",
            isFolded && !isOpen && "max-sm:hidden",
          )}
        >
          <Chip
            isOn={values.free === "1"}
            onClick={() => change({ free: values.free ? null : "1" })}
          >
            {t("free")}
          </Chip>
          <fieldset aria-label={t("plugs")} className="contents">
            {plugChoices.map((plug) => (
              <Chip key={plug} isOn={values.plug.includes(plug)} onClick={() => toggle(plug)}>
                {plugName(STANDARDS[plug], (key) => charge(key))}
              </Chip>
            ))}
          </fieldset>
        </div>
        {isFolded ? null : unfold}
        {active > 0 ? (
          <Button variant="quiet" size="sm" onClick={() => change(CLEARED)}>
            {t("clear")} <span className="sr-only">({t("active", { count: active })})</span>
          </Button>
        ) : null}
      </div>
      <div
        className={cn(
          "grid grid-cols-1 items-end gap-3 min-[24rem]:grid-cols-2 sm:grid-cols-4",
          !isOpen && "max-sm:hidden",
        )}
      >
        <Select
          label={t("power")}
          value={isKnown(values.power, powerChoices)}
          items={[
            { value: "", label: t("any") },
            ...powerChoices.map((kw) => ({ value: kw, label: charge("power", { power: kw }) })),
          ]}
          onChange={(power) => change({ power: power || null })}
        />
        <Select
          label={t("operator")}
          value={isKnown(
            values.op,
            operators.map(({ name }) => name),
          )}
          items={[
            { value: "", label: t("any") },
            ...operators.map(({ name, places }) => ({
              value: name,
              label: t("operatorCount", { name, count: places }),
            })),
          ]}
          onChange={(op) => change({ op: op || null })}
        />
        <MostPrice
          label={t("max", { currency })}
          value={values.max ?? ""}
          onChange={(max) => change({ max: max || null })}
        />
        <Select
          label={t("sort")}
          value={isKnown(values.sort, ["price", "power", ...(isNear ? ["distance"] : [])])}
          items={[
            { value: "", label: t("sortFree") },
            { value: "price", label: t("sortPrice") },
            { value: "power", label: t("sortPower") },
            ...(isNear ? [{ value: "distance", label: t("sortDistance") }] : []),
          ]}
          onChange={(sort) => change({ sort: sort || null })}
        />
      </div>
    </search>
  );
}

function Chip({
  isOn,
  onClick,
  children,
}: {
  isOn: boolean;
  onClick: () => void;
  children: string;
}) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onClick}
      className={cn(
        "h-9 pointer-coarse:h-11 rounded-xs border px-3 text-sm font-medium",
        isOn
          ? "border-transparent bg-brand text-on-brand"
          : "border-rule-strong bg-sheet hover:bg-sunken",
      )}
    >
      {children}
    </button>
  );
}

/** Whole units of the currency; goes to the address when it is left or entered. */
function MostPrice({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const submit = (text: string) => {
    const digits = text.replaceAll(/\D/g, "").slice(0, 6);
    if (digits !== value) onChange(digits);
  };
  return (
    <label className="flex min-w-0 flex-col gap-1.5 text-sm font-medium">
      {label}
      <input
        key={value}
        inputMode="numeric"
        autoComplete="off"
        maxLength={6}
        defaultValue={value}
        className={`${controlLook} font-mono font-normal`}
        onBlur={(event) => submit(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") submit(event.currentTarget.value);
        }}
      />
    </label>
  );
}
