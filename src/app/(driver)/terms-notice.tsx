import { getLocale, getTimeZone, getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { formatTime } from "@/i18n/formats";
import { api } from "@/trpc/server";

/** Says that there are terms to agree to; nothing where they are agreed to, or for whoever runs another's account. */
export async function TermsNotice({ isOwner }: { isOwner: boolean }) {
  if (!isOwner) return null;
  const [t, locale, timeZone, asked] = await Promise.all([
    getTranslations("terms"),
    getLocale(),
    getTimeZone(),
    api(),
  ]);
  const { text, isAccepted, hadEarlier } = await asked.driver.profile.terms({ locale });
  if (!text || isAccepted) return null;
  return (
    <Notice
      title={hadEarlier ? t("banner") : t("bannerFirst")}
      action={
        <LinkButton href="/profile/terms" variant="secondary" size="sm">
          {t("bannerAction")}
        </LinkButton>
      }
    >
      {t("bannerText", { date: formatTime(text.validFrom, locale, timeZone, "date") })}
    </Notice>
  );
}
