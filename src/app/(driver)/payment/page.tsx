import { getLocale, getTranslations } from "next-intl/server";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { api } from "@/trpc/server";
import { MethodEntry } from "./method-entry";
import { SaveCard } from "./save-card";

export const generateMetadata = () => pageTitle("payments.methods");

export default async function PaymentPage({ searchParams }: WithSearch) {
  const [t, words, locale, { card: result }, payment] = await Promise.all([
    getTranslations("driver.payment"),
    getTranslations("payments.methods"),
    getLocale(),
    searchParams,
    (await api()).driver.payment.read(),
  ]);
  const { methods, takesDebit, consents } = payment;
  return (
    <>
      <PageHeader title={words("title")} lead={words("lead")} />
      {result === "saved" ? (
        <Notice tone="ok" title={t("resultSaved")}>
          {t("resultSavedText")}
        </Notice>
      ) : null}
      {result === "cancelled" ? (
        <Notice title={t("resultCancelled")}>{t("resultCancelledText")}</Notice>
      ) : null}
      {methods.some(({ isDefault, isExpired }) => isDefault && isExpired) ? (
        <Notice tone="bad" title={t("expired")}>
          {t("expiredText")}
        </Notice>
      ) : null}
      <Section title={words("list")} className="max-w-2xl">
        {methods.length > 0 ? (
          <ul className="border-t">
            {methods.map((method) => (
              <MethodEntry key={method.id} method={method} isOnly={methods.length === 1} />
            ))}
          </ul>
        ) : (
          <div className="border-y py-5">
            <p className="text-lg font-medium">{t("none")}</p>
            <p className="text-ink-soft">{t("noneText")}</p>
          </div>
        )}
      </Section>
      <Section title={words("addCard")} className="max-w-2xl">
        <SaveCard method="card" label={words("addCard")} consent={consents.card[locale]} />
      </Section>
      {takesDebit ? (
        <Section title={words("addAccount")} className="max-w-2xl">
          <p className="text-ink-soft">{words("addAccountText")}</p>
          <SaveCard
            method="sepa_debit"
            label={words("addAccount")}
            consent={consents.sepa_debit[locale]}
          />
        </Section>
      ) : null}
    </>
  );
}
