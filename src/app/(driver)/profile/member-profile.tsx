import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { Setting } from "@/components/ui/section";
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
      <Setting title={t("name")}>
        <NameForm name={name} />
      </Setting>
      <Setting title={t("email")}>
        <p className="wrap-anywhere">{t("emailLead", { email })}</p>
      </Setting>
      <Setting title={t("language")} lead={t("languageLead")}>
        <LanguageChoice />
      </Setting>
      <Link href="/privacy" className="tap self-start text-brand underline">
        {t("privacy")}
      </Link>
    </>
  );
}
