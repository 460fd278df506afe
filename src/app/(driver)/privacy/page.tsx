import { getTimeZone, getTranslations } from "next-intl/server";
import { pageTitle } from "@/app/page-title";
import { requirePerson } from "@/app/require-area";
import { listOidcProviders } from "@/auth/oidc-providers";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { api } from "@/trpc/server";
import { Agreed } from "./agreed";
import { DataExports } from "./data-exports";
import { Erasure } from "./erasure";
import { KeptList } from "./kept-list";
import { OpenSessions } from "./open-sessions";
import { SignInHistory } from "./sign-in-history";

export const generateMetadata = () => pageTitle("privacy");

export default async function PrivacyPage() {
  const asked = (await api()).driver.privacy;
  const [t, timeZone, person, sessions, signIns] = await Promise.all([
    getTranslations("privacy"),
    getTimeZone(),
    requirePerson(),
    asked.sessions(),
    asked.signIns(),
  ]);
  const isOwner = !person.member;
  return (
    <>
      <PageHeader title={t("title")} lead={t(isOwner ? "lead" : "memberLead")} />
      {isOwner ? <OwnRecords timeZone={timeZone} /> : null}
      <OpenSessions sessions={sessions} timeZone={timeZone} />
      <SignInHistory signIns={signIns} providers={listOidcProviders()} timeZone={timeZone} />
      {isOwner ? (
        <Erasure wish={await asked.erasure()} timeZone={timeZone} />
      ) : (
        <Section title={t("member.title")}>
          <p className="max-w-prose text-ink-soft">{t("member.text")}</p>
        </Section>
      )}
    </>
  );
}

/** What the account holds, for its owner alone. */
async function OwnRecords({ timeZone }: { timeZone: string }) {
  const asked = (await api()).driver.privacy;
  const [kept, exports, agreed] = await Promise.all([
    asked.kept(),
    asked.exports(),
    asked.agreed(),
  ]);
  return (
    <>
      <KeptList kept={kept} />
      <DataExports initial={exports} timeZone={timeZone} />
      <Agreed agreed={agreed} timeZone={timeZone} />
    </>
  );
}
