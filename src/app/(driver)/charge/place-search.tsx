"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "@/components/cn";
import { Button } from "@/components/ui/button";
import { controlLook } from "@/components/ui/field";
import { NearMe } from "./near-me";

const SIGN = "max-sm:w-11 max-sm:px-0";

/** The search for places: a plain form, so that it works before any script has come. */
export function PlaceSearch({
  text,
  kept,
  isCompact = false,
}: {
  text: string;
  /** What else the address says, and goes on saying. */
  kept: readonly (readonly [string, string])[];
  /** On phones the button for places near is a sign, too, so that all stands on one line. */
  isCompact?: boolean;
}) {
  const t = useTranslations("driver.charge");
  return (
    <search>
      <form action="/charge" className="flex flex-wrap gap-2 sm:gap-3">
        <label htmlFor="place-text" className="sr-only">
          {t("search")}
        </label>
        <input
          id="place-text"
          type="search"
          name="q"
          key={text}
          defaultValue={text}
          placeholder={t("search")}
          maxLength={100}
          autoComplete="off"
          enterKeyHint="search"
          className={cn(controlLook, "min-w-0 flex-1 basis-40 sm:basis-56")}
        />
        {kept.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Button type="submit" className={SIGN}>
          <Search aria-hidden className="size-4" />
          <span className="max-sm:sr-only">{t("find")}</span>
        </Button>
        <NearMe text={text} kept={kept} isCompact={isCompact} />
      </form>
    </search>
  );
}
