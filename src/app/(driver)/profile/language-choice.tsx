"use client";

import { useLocale, useTranslations } from "next-intl";
import { useTransition } from "react";
import { chooseLocale } from "@/app/preferences";
import { Button } from "@/components/ui/button";
import { locales } from "@/i18n/locale";

/** The language of pages, mails and documents. */
export function LanguageChoice() {
  const t = useTranslations("shell.account");
  const current = useLocale();
  const [isPending, start] = useTransition();
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">{t("language")}</legend>
      {locales.map((locale) => (
        <Button
          key={locale}
          variant={locale === current ? "primary" : "secondary"}
          lang={locale}
          aria-pressed={locale === current}
          isPending={isPending}
          onClick={() => start(() => chooseLocale(locale))}
        >
          {t(locale)}
        </Button>
      ))}
    </fieldset>
  );
}
