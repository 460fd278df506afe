import { useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";
import { type SiteLive, useSiteFigures } from "./site-figures";

/** What is wrong with a site's plan, in plain words. Nothing where all is well. */
export function SiteNotices({ site }: { site: SiteLive }) {
  const t = useTranslations("sitePlans");
  const { limit, power, time } = useSiteFigures(site.timeZone);
  const { planning } = site;
  return (
    <>
      {planning === "well" ? null : (
        <Notice
          tone={planning === "failing" ? "bad" : planning === "late" ? "wait" : "info"}
          title={t(`planning.${planning}`)}
        >
          {t(`planning.${planning}Text`)}
        </Notice>
      )}
      {site.excess.map((one) => (
        <Notice
          key={one.name}
          tone="bad"
          title={t("excess.title", { name: one.name, limit: limit(one) })}
        >
          {t("excess.text", { excess: power(one.excessW), time: time(one.at) })}
        </Notice>
      ))}
    </>
  );
}
