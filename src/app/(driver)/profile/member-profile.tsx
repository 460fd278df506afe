import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { api } from "@/trpc/server";
import { LanguageChoice } from "./language-choice";
import { NameForm } from "./name-form";

/** Who a member is on somebody's account: his name, address and language. */
export async function MemberProfile() {
  const [t, { name, email }] = await Promise.all([
    getTranslations("profile"),
    (await api()).driver.profile.self(),
  ]);
  return (
    <>
      <PageHeader title={t("title")} lead={t("memberLead")} />
      <Section title={t("name")} className="max-w-2xl">
        <NameForm name={name} />
      </Section>
      <Section title={t("email")} className="max-w-2xl">
        <p className="wrap-anywhere text-ink-soft">{t("emailLead", { email })}</p>
      </Section>
      <Section title={t("language")} className="max-w-2xl">
        <p className="text-ink-soft">{t("languageLead")}</p>
        <LanguageChoice />
      </Section>
      <Link href="/privacy" className="self-start text-brand underline">
        {t("privacy")}
      </Link>
    </>
  );
}
