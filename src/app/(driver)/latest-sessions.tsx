import Link from "next/link";
import { useTranslations } from "next-intl";
import { Empty } from "@/components/ui/empty";
import { Section } from "@/components/ui/section";
import type { RouterOutputs } from "@/trpc/outputs";
import { SessionTable } from "./sessions/session-table";

const SHOWN = 5;

/** The last few sessions that are over. */
export function LatestSessions({
  sessions,
  timeZone,
}: {
  sessions: RouterOutputs["driver"]["sessions"]["list"]["sessions"];
  timeZone: string;
}) {
  const t = useTranslations("driver.home");
  const over = sessions.filter(({ state }) => state !== "charging").slice(0, SHOWN);
  return (
    <Section
      title={t("latest")}
      action={
        over.length > 0 ? (
          <Link href="/sessions" className="tap text-brand underline underline-offset-2">
            {t("all")}
          </Link>
        ) : null
      }
    >
      {over.length > 0 ? (
        <SessionTable caption={t("latest")} sessions={over} timeZone={timeZone} />
      ) : (
        <Empty title={t("none")}>{t("noneText")}</Empty>
      )}
    </Section>
  );
}
