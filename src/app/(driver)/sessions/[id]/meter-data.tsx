import { getTranslations } from "next-intl/server";
import { Section } from "@/components/ui/section";
import { api } from "@/trpc/server";
import { MeterCheckPanel } from "./meter-check-panel";

/** What the charging point's meter signed, and a way to check it; nothing before the CDR has come. */
export async function MeterData({ sessionId, timeZone }: { sessionId: string; timeZone: string }) {
  const [t, view] = await Promise.all([
    getTranslations("metering"),
    (await api()).driver.receipts.meterData({ id: sessionId }),
  ]);
  if (!view) return null;
  return (
    <Section title={t("title")}>
      {view.data ? (
        <MeterCheckPanel
          sessionId={sessionId}
          timeZone={timeZone}
          data={view.data}
          billed={view.billed}
          last={view.last}
          keyHistory={view.keyHistory}
        />
      ) : (
        <p className="max-w-prose text-ink-soft">{t("none")}</p>
      )}
    </Section>
  );
}
