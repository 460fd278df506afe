import Link from "next/link";
import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { listOidcProviders } from "@/auth/oidc-providers";
import { pageTitle } from "@/app/page-title";
import { requirePerson } from "@/app/require-area";
import { Moment } from "@/components/period";
import { Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";
import { api } from "@/trpc/server";
import { EmailForm } from "./email-form";
import { LanguageChoice } from "./language-choice";
import { MemberProfile } from "./member-profile";
import type { Profile } from "./profile";
import { ProfileForm } from "./profile-form";

export const generateMetadata = () => pageTitle("profile");

export default async function ProfilePage() {
  const { member } = await requirePerson();
  return member ? <MemberProfile /> : <OwnerProfile />;
}

async function OwnerProfile() {
  const asked = (await api()).driver.profile;
  const [t, timeZone, profile, acceptances] = await Promise.all([
    getTranslations("profile"),
    getTimeZone(),
    asked.read(),
    asked.acceptances(),
  ]);
  const { since: _since, ...values } = profile;
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <Facts
        className="max-w-2xl"
        facts={[
          { label: t("number"), value: profile.number },
          {
            label: t("since"),
            value: <Moment at={profile.since} timeZone={timeZone} show="date" />,
          },
        ]}
      />
      <Section title={t("details")} className="max-w-2xl">
        <VatStanding standing={profile.vatStanding} />
        <ProfileForm profile={values} />
        <p className="text-sm text-ink-soft">{t("from")}</p>
      </Section>
      <Section title={t("email")} className="max-w-2xl">
        <p className="wrap-anywhere text-ink-soft">{t("emailLead", { email: profile.email })}</p>
        <EmailForm />
      </Section>
      <Section title={t("language")} className="max-w-2xl">
        <p className="text-ink-soft">{t("languageLead")}</p>
        <LanguageChoice />
      </Section>
      <AcceptedTerms acceptances={acceptances} />
      <SignInWays profile={profile} />
    </>
  );
}

async function VatStanding({ standing }: { standing: Profile["vatStanding"] }) {
  const t = await getTranslations("profile.vat");
  if (standing === null) return null;
  const tone = standing === "valid" ? "ok" : standing === "invalid" ? "wait" : "info";
  return <Notice tone={tone} title={t(standing)} />;
}

async function AcceptedTerms({
  acceptances,
}: {
  acceptances: RouterOutputs["driver"]["profile"]["acceptances"];
}) {
  const [t, locale, timeZone] = await Promise.all([
    getTranslations("profile"),
    getLocale(),
    getTimeZone(),
  ]);
  return (
    <Section
      title={t("terms")}
      className="max-w-2xl"
      action={
        <Link href="/privacy-policy" className="text-sm text-brand underline">
          {t("termsPrivacy")}
        </Link>
      }
    >
      {acceptances.length === 0 ? <p className="text-ink-soft">{t("termsNone")}</p> : null}
      <ul className="border-t">
        {acceptances.map(({ id, version, acceptedAt }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-3 border-b py-3">
            {t("termsEntry", {
              version,
              date: formatTime(acceptedAt, locale, timeZone, "date"),
            })}
            <Link href={`/terms?version=${version}`} className="text-brand underline">
              {t("termsRead")}
              <span className="sr-only"> {version}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

async function SignInWays({ profile }: { profile: Profile }) {
  const t = await getTranslations("profile");
  const ways = [
    {
      id: "email",
      name: t("signInEmail"),
      text: t("signInEmailText", { email: profile.email }),
    },
    ...listOidcProviders().map(({ id, name }) => ({
      id,
      name: t("signInOidc", { name }),
      text: profile.identities.includes(id) ? t("signInOidcText") : t("signInOidcFree"),
    })),
  ];
  return (
    <Section title={t("signIn")} className="max-w-2xl">
      <ul className="border-t">
        {ways.map(({ id, name, text }) => (
          <li key={id} className="border-b py-3">
            <p className="font-medium">{name}</p>
            <p className="wrap-anywhere text-ink-soft">{text}</p>
          </li>
        ))}
      </ul>
      <Link href="/privacy" className="self-start text-brand underline">
        {t("privacy")}
      </Link>
    </Section>
  );
}
