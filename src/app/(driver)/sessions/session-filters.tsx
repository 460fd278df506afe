"use client";

import { useLocale, useTranslations } from "next-intl";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { formatMonth } from "@/i18n/formats";
import { sessionStateInput } from "@/trpc/inputs/session-filter";

const states = sessionStateInput.options;

/** Month and state, kept in the address, so that a filtered list can be sent and found again. */
export function SessionFilters({ months }: { months: readonly string[] }) {
  const t = useTranslations("driver.sessions");
  const words = useTranslations("status.session");
  const filter = useTranslations("shell.filter");
  const locale = useLocale();
  const [isPending, startTransition] = useTransition();
  const [{ month, state }, set] = useQueryStates(
    { month: parseAsString, state: parseAsStringLiteral(states), page: parseAsString },
    { shallow: false, startTransition, history: "push" },
  );
  return (
    <div
      className="grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap print:hidden"
      aria-busy={isPending}
    >
      <Select
        label={t("month")}
        className="min-w-0 sm:w-48"
        value={month ?? "all"}
        items={[
          { value: "all", label: t("allMonths") },
          ...months.map((value) => ({ value, label: formatMonth(value, locale) })),
        ]}
        onChange={(value) => void set({ month: value === "all" ? null : value, page: null })}
      />
      <Select
        label={t("state")}
        className="min-w-0 sm:w-48"
        value={state ?? "all"}
        items={[
          { value: "all" as const, label: t("allStates") },
          ...states.map((value) => ({ value, label: words(value) })),
        ]}
        onChange={(value) => void set({ state: value === "all" ? null : value, page: null })}
      />
      {month !== null || state !== null ? (
        <Button variant="quiet" onClick={() => void set({ month: null, state: null, page: null })}>
          {filter("clear")}
        </Button>
      ) : null}
    </div>
  );
}
