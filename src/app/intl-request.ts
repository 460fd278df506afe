import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { currentPerson } from "@/auth/current-person";
import { isLocale, localeCookie, localeOf, type Locale } from "@/i18n/locale";
import { messagesOf } from "@/i18n/messages";

async function chooseLocale(profile: Locale | null | undefined): Promise<Locale> {
  if (profile) return profile;
  const chosen = (await cookies()).get(localeCookie)?.value;
  return isLocale(chosen) ? chosen : localeOf((await headers()).get("accept-language"));
}

/** The language of a request: of the profile, else of the cookie, else what the browser asks for. */
export default getRequestConfig(async () => {
  // A page that says what went wrong needs its words, also where the database is out of reach.
  const person = await currentPerson().catch(() => undefined);
  const locale = await chooseLocale(person?.locale);
  return {
    locale,
    messages: messagesOf(locale),
    timeZone: person?.timeZone ?? "Europe/Stockholm",
  };
});
