import { useTranslations } from "next-intl";
import { Timeline } from "@/components/timeline";
import { Empty } from "@/components/ui/empty";
import { Section } from "@/components/ui/section";
import type { Messages } from "@/i18n/messages";
import type { RouterOutputs } from "@/trpc/outputs";
import { useSettingNames } from "./setting-names";

type Detail = RouterOutputs["operations"]["partners"]["get"]["history"][number]["detail"];
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
  const settings = useTranslations("operations.settings");
  const nameOf = useSettingNames();
  const detailOf = (detail: Detail): string | null => {
    const { message, module, before, after } = detail;
    if (typeof message === "string") return message;
    if (typeof module === "string") return module;
    const names = changedNames(before, after);
    return names.length === 0 ? null : settings("changed", { names: names.map(nameOf).join(", ") });
  };
  const wordsOf = (action: string) => {
    const key = action.replaceAll(".", "_") as Deed;
    return words(words.has(key) ? key : "other", { action });
  };
  const events = history.map(({ action, detail, occurredAt }, index) => ({
    id: String(index),
    at: occurredAt,
    title: wordsOf(action),
    detail: detailOf(detail),
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

/** The settings that differ, by the names that they are kept under. */
function changedNames(before: unknown, after: unknown): readonly string[] {
  if (typeof before !== "object" || typeof after !== "object" || !before || !after) return [];
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((name) => JSON.stringify(old.get(name)) !== JSON.stringify(now.get(name)))
    .toSorted();
}
