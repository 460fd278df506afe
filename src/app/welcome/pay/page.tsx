import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { SaveCard } from "@/app/(driver)/payment/save-card";
import { TopUp } from "@/app/(driver)/wallet/top-up";
import type { WithSearch } from "@/app/page-props";
import { isOpen, requirePerson } from "@/app/require-area";
import { WelcomeStep } from "@/app/welcome/welcome-step";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { api } from "@/trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("welcome.pay"))("title") };
}

/** A way to pay, or a first sum. It may wait: the account is open already. */
export default async function PayPage({ searchParams }: WithSearch) {
  const person = await requirePerson();
  if (!isOpen(person, "driver") || person.driverId === null || person.member) redirect("/");
  const asked = await api();
  const [t, words, locale, { card, payment }, wallet, methods] = await Promise.all([
    getTranslations("welcome.pay"),
    getTranslations("welcome"),
    getLocale(),
    searchParams,
    asked.driver.wallet.read(),
    asked.driver.payment.read(),
  ]);
  const { isPrepaid } = wallet;
  const [purse] = wallet.wallets;
  const isPaid = card === "saved" || payment === "done";
  return (
    <WelcomeStep
      step="pay"
      title={t("title")}
      lead={isPrepaid ? t("leadWallet") : t("leadInvoice")}
    >
      <Result card={card} payment={payment} />
      {isPaid ? (
        <LinkButton href="/welcome/done" className="self-start">
          {words("next")}
        </LinkButton>
      ) : (
        <>
          {isPrepaid && purse ? (
            <div>
              <TopUp
                currency={purse.currency}
                bounds={purse.bounds}
                choices={purse.choices}
                method={wallet.method}
                returnTo="/welcome/pay"
              />
            </div>
          ) : (
            <SaveCard
              method="card"
              label={t("addCard")}
              consent={methods.consents.card[locale]}
              returnTo="/welcome/pay"
            />
          )}
          <div className="flex flex-col items-start gap-3 border-t pt-6">
            <p className="max-w-prose text-ink-soft">
              {isPrepaid ? t("laterWallet") : t("laterInvoice")}
            </p>
            <LinkButton href="/welcome/done" variant="secondary">
              {t("later")}
            </LinkButton>
          </div>
        </>
      )}
    </WelcomeStep>
  );
}

type Given = string | string[] | undefined;

async function Result({ card, payment }: { card: Given; payment: Given }) {
  const t = await getTranslations("welcome.pay");
  if (card === "saved") {
    return (
      <Notice tone="ok" title={t("saved")}>
        {t("savedText")}
      </Notice>
    );
  }
  if (payment === "done") {
    return (
      <Notice tone="ok" title={t("paid")}>
        {t("paidText")}
      </Notice>
    );
  }
  if (card === "cancelled" || payment === "cancelled") {
    return <Notice title={t("cancelled")}>{t("cancelledText")}</Notice>;
  }
  return null;
}
