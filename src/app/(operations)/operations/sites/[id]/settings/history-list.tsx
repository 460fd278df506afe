import { useTranslations } from "next-intl";
import { Moment } from "@/components/period";
import type { Messages } from "@/i18n/messages";
import type { SiteSheet } from "./site-sheet";

type Deed = keyof Messages["sites"]["deeds"];

/** What was done to a site, and by whom. */
export function HistoryList({
  history,
  timeZone,
}: {
  history: SiteSheet["history"];
  timeZone: string;
}) {
  const t = useTranslations("sites");
  return (
    <ul className="border-t">
      {history.map(({ id, action, actor, detail, occurredAt }) => {
        const deed = action.replace("site.", "") as Deed;
        const name = detail["name"] ?? detail["reference"];
        return (
          <li key={id} className="flex flex-wrap justify-between gap-x-6 border-b py-2">
            <span>
              {t.has(`deeds.${deed}`) ? t(`deeds.${deed}`) : action}
              {typeof name === "string" ? `: ${name}` : null}
            </span>
            <span className="text-sm text-ink-soft">
              {actor.startsWith("system:grid-key:") ? t("byKey") : actor}
              {" · "}
              <Moment at={occurredAt} timeZone={timeZone} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
