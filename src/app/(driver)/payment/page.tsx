import { getLocale, getTranslations } from "next-intl/server";
import type { WithSearch } from "@/app/page-props";
import { pageTitle } from "@/app/page-title";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Setting } from "@/components/ui/section";
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
      <Setting title={words("list")}>
        {methods.length > 0 ? (
          <ul>
            {methods.map((method) => (
              <MethodEntry key={method.id} method={method} isOnly={methods.length === 1} />
            ))}
          </ul>
        ) : (
          <div>
            <p className="font-medium">{t("none")}</p>
            <p className="text-ink-soft">{t("noneText")}</p>
          </div>
        )}
      </Setting>
      <Setting title={words("addCard")}>
        <SaveCard
          method="card"
          label={words("addCard")}
          consent={consents.card[locale]}
          isFirst={methods.length === 0}
        />
      </Setting>
      {takesDebit ? (
        <Setting title={words("addAccount")} lead={words("addAccountText")}>
          <SaveCard
            method="sepa_debit"
            label={words("addAccount")}
            consent={consents.sepa_debit[locale]}
            isFirst={false}
          />
        </Setting>
      ) : null}
    </>
  );
}
