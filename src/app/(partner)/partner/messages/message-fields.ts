import { getTranslations } from "next-intl/server";
import type { FilterField } from "@/components/filter-bar";
import { messageModules, messageOutcomes } from "@/trpc/inputs/message-filter";

/** What a partner can search messages by. */
export async function messageFields(): Promise<FilterField[]> {
  const [t, own, words] = await Promise.all([
    getTranslations("operations.messages"),
    getTranslations("partner.messages"),
    getTranslations("status.message"),
  ]);
  return [
    {
      kind: "choice",
      name: "module",
      label: t("module"),
      items: messageModules.map((value) => ({ value, label: value })),
    },
    {
      kind: "choice",
      name: "direction",
      label: t("direction"),
      items: (["in", "out"] as const).map((value) => ({ value, label: own(value) })),
    },
    {
      kind: "choice",
      name: "outcome",
      label: t("outcome"),
      items: messageOutcomes.map((value) => ({ value, label: words(value) })),
    },
    { kind: "text", name: "object", label: t("object"), isFigure: true, hint: t("objectHint") },
    { kind: "date", name: "from", label: t("from") },
    { kind: "date", name: "to", label: t("to") },
  ];
}
