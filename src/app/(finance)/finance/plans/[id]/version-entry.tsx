import { useLocale, useTranslations } from "next-intl";
import { PlanWords } from "@/components/plan-words";
import { Badge } from "@/components/ui/badge";
import { formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type Version = RouterOutputs["finance"]["plans"]["get"]["versions"][number];

/** A version: what it costs, who published it, and who is on it. */
export function VersionEntry({
  version,
  isLatest,
  timeZone,
}: {
  version: Version;
  isLatest: boolean;
  timeZone: string;
}) {
  const t = useTranslations("plans");
  const locale = useLocale();
  const { plan, publishedBy, publishedAt, drivers, coming, firstComing } = version;
  const date = formatTime(publishedAt, locale, timeZone, "dateTime");
  const published =
    publishedBy === null
      ? t("one.publishedSetup", { date })
      : t("one.publishedBy", { date, who: publishedBy });
  const first = firstComing && formatTime(firstComing, locale, timeZone, "dateTime");
  return (
    <li className="flex flex-col gap-3">
      <div>
        <h3 className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold">
          {t("one.version", { version: version.version })} · {version.name}
          {isLatest ? <Badge tone="ok">{t("one.latest")}</Badge> : null}
        </h3>
        <p className="text-sm text-ink-soft">
          {published} · {t("one.drivers", { count: drivers })}
          {first === null ? null : ` · ${t("one.coming", { count: coming, date: first })}`}
        </p>
        <p className="text-sm text-ink-soft">
          {t(`mode_${plan.mode}`)} · {t(`basis_${plan.basis}`)}
        </p>
      </div>
      <PlanWords plan={plan} />
    </li>
  );
}
