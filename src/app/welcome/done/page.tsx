import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { isOpen, requirePerson } from "@/app/require-area";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Slip } from "@/components/ui/slip";
import { api } from "@/trpc/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("welcome"))("title") };
}

/** What stands now, and where to go first. */
export default async function DonePage() {
  const person = await requirePerson();
  if (!isOpen(person, "driver") || person.driverId === null || person.member) redirect("/");
  const asked = await api();
  const [t, profile, tokens, wallet] = await Promise.all([
    getTranslations("welcome.done"),
    asked.driver.profile.read(),
    asked.driver.tokens.list(),
    asked.driver.wallet.read(),
  ]);
  const app = tokens.find(({ type }) => type === "APP_USER");
  const [purse] = wallet.wallets;
  const hasCredit = !wallet.isPrepaid || !purse || purse.spendableMinor >= purse.leastMinor;
  return (
    <div className="flex flex-col gap-8">
      <div className="flex flex-col gap-2">
        <h1 className="text-2xl font-semibold md:text-3xl">{t("title", { name: profile.name })}</h1>
        <p className="text-ink-soft md:text-lg">{t("lead", { number: profile.number })}</p>
      </div>
      {hasCredit ? null : (
        <Notice
          tone="wait"
          title={t("wallet")}
          action={
            <LinkButton href="/wallet" variant="secondary" size="sm">
              {t("toWallet")}
            </LinkButton>
          }
        />
      )}
      <Slip>
        <p className="font-semibold">{t("app")}</p>
        <p className="text-ink-soft">{t("appText", { count: app?.deliveries.length ?? 0 })}</p>
        <p className="mt-4 border-t pt-4 font-semibold">{t("card")}</p>
        <p className="text-ink-soft">{t("cardText")}</p>
        <p className="mt-4 border-t pt-4 text-sm text-ink-soft">{t("confirm")}</p>
      </Slip>
      <div className="flex flex-wrap gap-3">
        <LinkButton href="/charge">{t("charge")}</LinkButton>
        <LinkButton href="/tokens" variant="secondary">
          {t("card")}
        </LinkButton>
        <LinkButton href="/" variant="quiet">
          {t("home")}
        </LinkButton>
      </div>
    </div>
  );
}
