"use client";

import { SlidersHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { parseAsString, useQueryStates } from "nuqs";
import { useEffect, useRef, useState, useTransition } from "react";
import { cn } from "./cn";
import { Button } from "./ui/button";
import { controlLook } from "./ui/field";
import { Select } from "./ui/select";

/** One thing to filter by; `name` is its key in the address. */
export type FilterField =
  | {
      readonly kind: "choice";
      readonly name: string;
      readonly label: string;
      readonly items: readonly { readonly value: string; readonly label: string }[];
      /** What no choice means; "All" unless told. */
      readonly none?: string;
    }
  | {
      readonly kind: "text" | "date";
      readonly name: string;
      readonly label: string;
      readonly isFigure?: boolean;
      /** How it is written, shown while the field is empty. */
      readonly hint?: string;
    };

const TYPING_MS = 350;

/** The filters of a list, kept in the address, so that a filtered list can be sent and found again. */
export function FilterBar({ label, fields }: { label: string; fields: readonly FilterField[] }) {
  const t = useTranslations("finance.filter");
  const words = useTranslations("shell.filter");
  const [isPending, startTransition] = useTransition();
  const [isOpen, setOpen] = useState(false);
  const names = [...fields.map(({ name }) => name), "page", "after"];
  const [values, set] = useQueryStates(
    Object.fromEntries(names.map((name) => [name, parseAsString])),
    { shallow: false, startTransition, history: "push" },
  );
  const change = (name: string, value: string | null) =>
    void set({ [name]: value, page: null, after: null });
  const active = fields.filter(({ name }) => (values[name] ?? null) !== null).length;
  return (
    <search aria-label={label} aria-busy={isPending} className="print:hidden">
      <Button
        variant="secondary"
        className="w-full sm:hidden"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <SlidersHorizontal aria-hidden className="size-4" />
        {t("show")}
        {active > 0 ? (
          <span className="text-ink-soft">{t("active", { count: active })}</span>
        ) : null}
      </Button>
      <div
        className={cn(
          "grid grid-cols-2 items-end gap-3 max-sm:pt-3 sm:flex sm:flex-wrap",
          !isOpen && "max-sm:hidden",
        )}
      >
        {fields.map((field) => (
          <FilterControl
            key={field.name}
            field={field}
            all={words("all")}
            value={values[field.name] ?? null}
            onChange={(value) => change(field.name, value)}
          />
        ))}
        {active > 0 ? (
          <Button variant="quiet" onClick={() => void set(null)}>
            {words("clear")}
          </Button>
        ) : null}
      </div>
    </search>
  );
}

function FilterControl({
  field,
  all,
  value,
  onChange,
}: {
  field: FilterField;
  all: string;
  value: string | null;
  onChange: (value: string | null) => void;
}) {
  if (field.kind !== "choice") {
    return <TypedFilter field={field} value={value ?? ""} onChange={onChange} />;
  }
  return (
    <Select
      label={field.label}
      className="min-w-0 sm:max-w-72 sm:min-w-40"
      value={value ?? ""}
      items={[{ value: "", label: field.none ?? all }, ...field.items]}
      onChange={(next) => onChange(next === "" ? null : next)}
    />
  );
}

/** What is typed stays the reader's own; it goes to the address when the typing rests. */
function TypedFilter({
  field,
  value,
  onChange,
}: {
  field: Extract<FilterField, { kind: "text" | "date" }>;
  value: string;
  onChange: (value: string | null) => void;
}) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  // The address changed by other means (a cleared filter, the back button).
  if (value !== known) {
    setKnown(value);
    setText(value);
  }
  const submit = (next: string) => {
    clearTimeout(timer.current);
    const wanted = next.trim();
    if (wanted === value) return;
    setKnown(wanted);
    onChange(wanted === "" ? null : wanted);
  };
  return (
    <label className="flex min-w-0 flex-col gap-1.5">
      <span className="text-sm font-medium">{field.label}</span>
      <input
        name={field.name}
        type={field.kind === "date" ? "date" : "search"}
        value={text}
        autoComplete="off"
        spellCheck={false}
        maxLength={80}
        placeholder={field.hint}
        className={cn(
          controlLook,
          field.kind === "date" ? "sm:w-40" : "sm:w-48",
          field.isFigure && "font-mono text-sm",
        )}
        onChange={(event) => {
          const next = event.target.value;
          setText(next);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => submit(next), TYPING_MS);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") submit(text);
        }}
        onBlur={() => submit(text)}
      />
    </label>
  );
}
