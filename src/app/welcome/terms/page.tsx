import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { openStep } from "@/app/welcome/open-step";
import { WelcomeStep } from "@/app/welcome/welcome-step";
import { TermsText } from "@/components/terms-text";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { formatTime } from "@/i18n/formats";
import { TermsForm } from "./terms-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("welcome.terms"))("title") };
}

export default async function TermsPage() {
  const [t, words, locale, timeZone, { terms }] = await Promise.all([
    getTranslations("welcome.terms"),
    getTranslations("welcome"),
    getLocale(),
    getTimeZone(),
    openStep("terms"),
  ]);
  const { text, isAccepted, hadEarlier } = terms;
  return (
    <WelcomeStep step="terms" title={t("title")} lead={text ? t("lead") : t("none")}>
      {hadEarlier && !isAccepted ? <Notice tone="wait" title={t("changed")} /> : null}
      {text ? (
        <article lang={text.locale} className="flex flex-col gap-4 border-y py-6">
          <p lang={locale} className="text-sm text-ink-soft">
            {t("version", {
              version: text.version,
              date: formatTime(text.validFrom, locale, timeZone, "date"),
            })}
          </p>
          <p className="text-xl font-semibold">{text.title}</p>
          <TermsText body={text.body} />
        </article>
      ) : null}
      <p className="text-ink-soft">{t.rich("privacy", { link: privacyLink })}</p>
      {text ? (
        <TermsForm termsVersionId={text.id} isAccepted={isAccepted} />
      ) : (
        <LinkButton href="/welcome/plan" className="self-start">
          {words("next")}
        </LinkButton>
      )}
    </WelcomeStep>
  );
}

function privacyLink(label: ReactNode) {
  return (
    <Link href="/privacy-policy" target="_blank" className="text-brand underline">
      {label}
    </Link>
  );
}
