import { useLocale, useTranslations } from "next-intl";
import { Facts } from "@/components/ui/facts";
import { formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

/** The closes that were made, newest first, with who made them and how much was open then. */
export function ClosedList({
  closed,
  timeZone,
}: {
  closed: RouterOutputs["finance"]["accounting"]["closePage"]["closed"];
  timeZone: string;
}) {
  const t = useTranslations("accounting.close");
  const locale = useLocale();
  return (
    <Facts
      facts={closed.map(({ closedUntil, closedBy, closedAt, checklist }) => {
        const last = closedUntil.subtract({ milliseconds: 1 });
        const count = Object.values(checklist).reduce((all, one) => all + Number(one), 0);
        const date = formatTime(closedAt, locale, timeZone, "dateTime");
        return {
          label: t("until", { date: formatTime(last, locale, timeZone, "date") }),
          value: `${t("by", { who: closedBy, date })} · ${t("keptOpen", { count })}`,
        };
      })}
    />
  );
}
