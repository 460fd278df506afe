import Link from "next/link";
import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { listOidcProviders } from "@/auth/oidc-providers";
import { pageTitle } from "@/app/page-title";
import { requirePerson } from "@/app/require-area";
import { Moment } from "@/components/period";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Setting } from "@/components/ui/section";
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
      <PageHeader
        title={t("title")}
        lead={
          <>
            <p>{t("lead")}</p>
            <p className="text-sm">
              {t("number")} <span className="whitespace-nowrap">{profile.number}</span> ·{" "}
              {t("since")} <Moment at={profile.since} timeZone={timeZone} show="date" />
            </p>
          </>
        }
      />
      <Setting title={t("details")} lead={t("from")}>
        <VatStanding standing={profile.vatStanding} />
        <ProfileForm profile={values} />
      </Setting>
      <Setting
        title={t("email")}
        lead={<p className="wrap-anywhere">{t("emailLead", { email: profile.email })}</p>}
      >
        <EmailForm />
      </Setting>
      <Setting title={t("language")} lead={t("languageLead")}>
        <LanguageChoice />
      </Setting>
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
    <Setting
      title={t("terms")}
      lead={
        <Link href="/privacy-policy" className="tap text-brand underline">
          {t("termsPrivacy")}
        </Link>
      }
    >
      {acceptances.length === 0 ? <p className="text-ink-soft">{t("termsNone")}</p> : null}
      <ul>
        {acceptances.map(({ id, version, acceptedAt }) => (
          <li
            key={id}
            className="flex flex-wrap items-center justify-between gap-3 border-b py-3 first:pt-0 last:border-b-0"
          >
            {t("termsEntry", {
              version,
              date: formatTime(acceptedAt, locale, timeZone, "date"),
            })}
            <Link href={`/terms?version=${version}`} className="tap text-brand underline">
              {t("termsRead")}
              <span className="sr-only"> {version}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Setting>
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
    <Setting title={t("signIn")}>
      <ul>
        {ways.map(({ id, name, text }) => (
          <li key={id} className="border-b py-3 first:pt-0 last:border-b-0">
            <p className="font-medium">{name}</p>
            <p className="wrap-anywhere text-ink-soft">{text}</p>
          </li>
        ))}
      </ul>
      <Link href="/privacy" className="tap self-start text-brand underline">
        {t("privacy")}
      </Link>
    </Setting>
  );
}
