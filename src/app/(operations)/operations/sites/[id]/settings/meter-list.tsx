import { useTranslations } from "next-intl";
import { Power } from "@/app/(operations)/operations/sites/power";
import { Moment } from "@/components/period";
import { Facts } from "@/components/ui/facts";
import type { Site } from "./site-sheet";

/** What a site's meters showed last besides the charging, and how fresh that is. */
export function MeterList({ site }: { site: Site }) {
  const t = useTranslations("sites.settings");
  if (site.measuredBase.length === 0) {
    return <p className="max-w-prose text-ink-soft">{t("noMeters")}</p>;
  }
  return (
    <>
      <p className="max-w-prose text-ink-soft">{t("metersText")}</p>
      <Facts
        facts={site.measuredBase.map(({ nodeId, powerW, at }) => ({
          label: site.nodes.find(({ id }) => id === nodeId)?.name ?? nodeId,
          value: (
            <>
              <Power watts={powerW} />
              <span className="text-ink-soft">
                {" · "}
                {t("readAt")} <Moment at={at} timeZone={site.timeZone} />
              </span>
            </>
          ),
        }))}
      />
    </>
  );
}
