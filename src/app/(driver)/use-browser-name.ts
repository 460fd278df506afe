import { useTranslations } from "next-intl";
import { browserName } from "./browser-name";

/** A browser in words, by what it says of itself: "Firefox on Windows". */
export function useBrowserName(): (userAgent: string | null) => string {
  const t = useTranslations("notices.push");
  return (userAgent) => {
    const known = browserName(userAgent);
    return known ? t("nameOn", known) : t("unknown");
  };
}
