import { useLocale, useTranslations } from "next-intl";
import { formatTime } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

/** How the connection stands, in a sentence or two. */
export function ConnectionState({
  connection,
  timeZone,
}: {
  connection: RouterOutputs["partner"]["home"]["connection"];
  timeZone: string;
}) {
  const t = useTranslations("partner.home");
  const locale = useLocale();
  const { state, version, registeredAt, lastHeardAt } = connection;
  const time = (at: Temporal.Instant) => formatTime(at, locale, timeZone, "dateTime");
  const standing =
    state === "registered"
      ? t("state_registered", {
          version: version ?? "",
          date: registeredAt ? time(registeredAt) : "–",
        })
      : t(`state_${state}`);
  return (
    <>
      {standing} {lastHeardAt ? t("heard", { date: time(lastHeardAt) }) : t("neverHeard")}
    </>
  );
}
