import type { Metadata } from "next";
import Link from "next/link";
import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { TermsText } from "@/components/terms-text";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { formatTime } from "@/i18n/formats";
import { publicPortal } from "@/trpc/public-portal";
import { api } from "@/trpc/server";
import { AcceptButton } from "./accept-button";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("terms"))("acceptTitle") };
}

/** The terms that hold, for somebody who has not agreed to them. */
export default async function AcceptTermsPage() {
  const asked = (await api()).driver.profile;
  const [t, words, locale, timeZone, portal] = await Promise.all([
    getTranslations("terms"),
    getTranslations("profile"),
    getLocale(),
    getTimeZone(),
    publicPortal(),
  ]);
  const [{ text, isAccepted, hadEarlier }, acceptances] = await Promise.all([
    asked.terms({ locale }),
    asked.acceptances(),
  ]);
  if (!text) {
    return (
      <Empty isPage title={t("none")}>
        {t("noneText")}
      </Empty>
    );
  }
  const date = formatTime(text.validFrom, locale, timeZone, "date");
  const given = acceptances.find(({ version }) => version === text.version);
  return (
    <>
      <PageHeader
        back={{ href: "/profile", label: words("title") }}
        title={text.title}
        lead={t("version", { version: text.version, date })}
      />
      {hadEarlier && !isAccepted ? (
        <p className="-mt-4">
          <Link href={`/terms?version=${text.version}&changes=1`} className="text-brand underline">
            {t("changes")}
          </Link>
        </p>
      ) : null}
      <TermsText body={text.body} />
      {isAccepted ? (
        <Notice
          tone="ok"
          title={t("accepted", {
            version: text.version,
            date: formatTime(given?.acceptedAt ?? text.validFrom, locale, timeZone, "date"),
          })}
          action={
            <LinkButton href="/" variant="secondary" size="sm">
              {words("newAddress.toSignIn")}
            </LinkButton>
          }
        />
      ) : (
        <div className="flex max-w-prose flex-col items-start gap-4 border-t pt-6">
          <p className="text-ink-soft">{t("acceptText", { email: portal?.supportEmail ?? "" })}</p>
          <AcceptButton termsVersionId={text.id} />
        </div>
      )}
    </>
  );
}
