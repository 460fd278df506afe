"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { cn } from "@/components/cn";
import { TermsChanges, TermsText } from "@/components/terms-text";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import type { Language } from "@/core/language";
import { diffTerms } from "@/core/terms/diff-terms";
import { formatDay } from "@/i18n/formats";

const VIEWS = ["preview", "diff"] as const;

interface PreviewProps {
  readonly language: Language;
  readonly text: { readonly title: string; readonly body: string };
  /** The words of the version before; null for the first. */
  readonly before: string | null;
  readonly version: number;
  /** Empty until a day is chosen. */
  readonly validFrom: string;
}

/** A text as its readers will see it, or what it changes. */
export function TermsPreview({ language, text, before, version, validFrom }: PreviewProps) {
  const t = useTranslations("terms");
  const locale = useLocale();
  const [view, setView] = useState<(typeof VIEWS)[number]>("preview");
  const isDiff = view === "diff" && before !== null;
  const date = validFrom === "" ? "…" : formatDay(validFrom, locale);
  return (
    <Section
      title={t(`manage.${isDiff ? "diff" : "preview"}`)}
      action={
        before === null ? undefined : (
          <div className="flex flex-wrap gap-2">
            {VIEWS.map((one) => (
              <Button
                key={one}
                variant="secondary"
                size="sm"
                aria-pressed={one === view}
                className={cn(one === view && "border-ink")}
                onClick={() => setView(one)}
              >
                {t(`manage.show_${one}`)}
              </Button>
            ))}
          </div>
        )
      }
    >
      {isDiff ? (
        <div lang={language}>
          <TermsChanges blocks={diffTerms(before, text.body)} />
        </div>
      ) : (
        <article lang={language} className="flex flex-col gap-4 border-y py-6">
          <p className="text-2xl font-semibold wrap-anywhere">{text.title}</p>
          <p lang={locale} className="text-sm text-ink-soft">
            {t("version", { version, date })}
          </p>
          <TermsText body={text.body} />
        </article>
      )}
    </Section>
  );
}
