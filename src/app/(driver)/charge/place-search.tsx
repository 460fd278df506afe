"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { controlLook } from "@/components/ui/field";
import { NearMe } from "./near-me";

/** The search for places: a plain form, so that it works before any script has come. */
export function PlaceSearch({ text, near }: { text: string; near: string | null }) {
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
        {near ? <input type="hidden" name="near" value={near} /> : null}
        <Button type="submit">
          <Search aria-hidden className="size-4" />
          {t("find")}
        </Button>
        <NearMe text={text} />
      </form>
    </search>
  );
}
