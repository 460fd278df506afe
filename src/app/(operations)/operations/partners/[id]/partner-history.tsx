import { useTranslations } from "next-intl";
import { Timeline } from "@/components/timeline";
import { Empty } from "@/components/ui/empty";
import { Section } from "@/components/ui/section";
import type { Messages } from "@/i18n/messages";
import type { RouterOutputs } from "@/trpc/outputs";

type Deed = keyof Messages["operations"]["audit"];

/** What happened to the connection, newest first. */
export function PartnerHistory({
  history,
  timeZone,
}: {
  history: RouterOutputs["operations"]["partners"]["get"]["history"];
  timeZone: string;
}) {
  const t = useTranslations("operations.partner");
  const words = useTranslations("operations.audit");
  const wordsOf = (action: string) => {
    const key = action.replaceAll(".", "_") as Deed;
    return words(words.has(key) ? key : "other", { action });
  };
  const events = history.map(({ action, detail, occurredAt }, index) => ({
    id: String(index),
    at: occurredAt,
    title: wordsOf(action),
    detail: typeof detail["message"] === "string" ? detail["message"] : null,
  }));
  return (
    <Section title={t("history")}>
      {events.length === 0 ? (
        <Empty title={t("noHistory")} />
      ) : (
        <Timeline events={events} timeZone={timeZone} />
      )}
    </Section>
  );
}
