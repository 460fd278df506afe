"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { controlLook } from "@/components/ui/field";
import { NearMe } from "./near-me";

/** The search for places: a plain form, so that it works before any script has come. */
export function PlaceSearch({
  text,
  kept,
}: {
  text: string;
  /** What else the address says, and goes on saying. */
  kept: readonly (readonly [string, string])[];
}) {
  const t = useTranslations("driver.charge");
  return (
    <search>
      <form action="/charge" className="flex flex-wrap gap-3">
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
          className={`${controlLook} flex-1 basis-56`}
        />
        {kept.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Button type="submit">
          <Search aria-hidden className="size-4" />
          {t("find")}
        </Button>
        <NearMe text={text} kept={kept} />
      </form>
    </search>
  );
}
