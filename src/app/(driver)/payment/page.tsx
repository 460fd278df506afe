import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { Moment } from "@/components/period";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import type { RouterOutputs } from "@/trpc/outputs";
import { api } from "@/trpc/server";
import { CardName } from "@/app/(driver)/card-name";
import { SaveCard } from "./save-card";

export const generateMetadata = () => pageTitle("driver.payment");

type Card = NonNullable<RouterOutputs["driver"]["payment"]["read"]["card"]>;

export default async function PaymentPage({ searchParams }: WithSearch) {
  const [t, locale, { card: result }, payment] = await Promise.all([
    getTranslations("driver.payment"),
    getLocale(),
    searchParams,
    (await api()).driver.payment.read(),
  ]);
  const { card, consent } = payment;
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      {result === "saved" ? (
        <Notice tone="ok" title={t("resultSaved")}>
          {t("resultSavedText")}
        </Notice>
      ) : null}
      {result === "cancelled" ? (
        <Notice title={t("resultCancelled")}>{t("resultCancelledText")}</Notice>
      ) : null}
      {card?.isExpired ? (
        <Notice tone="bad" title={t("expired")}>
          {t("expiredText")}
        </Notice>
      ) : null}
      <Section title={t("saved")} className="max-w-2xl">
        {card ? (
          <SavedCard card={card} />
        ) : (
          <div className="border-y py-5">
            <p className="text-lg font-medium">{t("none")}</p>
            <p className="text-ink-soft">{t("noneText")}</p>
          </div>
        )}
        <SaveCard label={card ? t("change") : t("add")} consent={consent[locale]} />
      </Section>
    </>
  );
}

async function SavedCard({ card }: { card: Card }) {
  const [t, timeZone] = await Promise.all([getTranslations("driver.payment"), getTimeZone()]);
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-y py-5">
      <p className="text-lg font-medium">
        <CardName card={card} />
      </p>
      <p className="text-ink-soft">
        {card.expMonth && card.expYear
          ? t("expires", {
              month: String(card.expMonth).padStart(2, "0"),
              year: String(card.expYear),
            })
          : null}
      </p>
      <p className="text-sm text-ink-soft">
        {t("savedAt")} <Moment at={card.savedAt} timeZone={timeZone} show="date" />
      </p>
    </div>
  );
}
