import { useTranslations } from "next-intl";

/** The first stop of the keyboard: past the navigation. */
export function SkipLink() {
  const t = useTranslations("shell");
  return (
    <a
      href="#content"
      className="absolute top-2 left-2 z-50 -translate-y-20 rounded-xs bg-brand px-4 py-2 text-on-brand focus:translate-y-0"
    >
      {t("skip")}
    </a>
  );
}
