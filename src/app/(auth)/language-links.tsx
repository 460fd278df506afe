import { getLocale, getTranslations } from "next-intl/server";
import { chooseLocale } from "@/app/preferences";
import { Button } from "@/components/ui/button";
import { locales } from "@/i18n/locale";

/** The languages, for whoever is not signed in. */
export async function LanguageLinks() {
  const [current, t] = await Promise.all([getLocale(), getTranslations("shell.account")]);
  return (
    <div className="-mr-2.5 flex gap-1 pointer-coarse:-mr-3">
      {locales
        .filter((locale) => locale !== current)
        .map((locale) => (
          <form key={locale} action={chooseLocale.bind(null, locale)}>
            <Button type="submit" variant="quiet" size="sm" lang={locale}>
              {t(locale)}
            </Button>
          </form>
        ))}
    </div>
  );
}
