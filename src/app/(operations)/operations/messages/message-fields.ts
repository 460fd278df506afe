import { getTranslations } from "next-intl/server";
import type { FilterField } from "@/components/filter-bar";
import { messageModules, messageOutcomes } from "@/trpc/inputs/message-filter";

/** What messages can be searched by. */
export async function messageFields(
  partners: readonly { readonly id: string; readonly name: string }[],
): Promise<FilterField[]> {
  const [t, words] = await Promise.all([
    getTranslations("operations.messages"),
    getTranslations("status.message"),
  ]);
  return [
    {
      kind: "choice",
      name: "partner",
      label: t("partner"),
      items: partners.map(({ id, name }) => ({ value: id, label: name })),
    },
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
      items: (["in", "out"] as const).map((value) => ({ value, label: t(value) })),
    },
    {
      kind: "choice",
      name: "outcome",
      label: t("outcome"),
      items: [
        { value: "troubled", label: t("troubled") },
        ...messageOutcomes.map((value) => ({ value, label: words(value) })),
      ],
    },
    { kind: "text", name: "object", label: t("object"), isFigure: true, hint: t("objectHint") },
    { kind: "date", name: "from", label: t("from") },
    { kind: "date", name: "to", label: t("to") },
  ];
}
