import { getTranslations } from "next-intl/server";
import type { FilterField } from "@/components/filter-bar";
import { commandKinds, commandStates } from "@/trpc/inputs/command-filter";

/** What commands can be searched by. */
export async function commandFields(
  partners: readonly { readonly id: string; readonly name: string }[],
): Promise<FilterField[]> {
  const [t, words] = await Promise.all([
    getTranslations("operations.commands"),
    getTranslations("status.command"),
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
      name: "kind",
      label: t("kind"),
      items: commandKinds.map((value) => ({ value, label: t(value) })),
    },
    {
      kind: "choice",
      name: "state",
      label: t("state"),
      items: [
        { value: "troubled", label: t("troubled") },
        { value: "open", label: t("open") },
        ...commandStates.map((value) => ({ value, label: words(value) })),
      ],
    },
    { kind: "date", name: "from", label: t("from") },
    { kind: "date", name: "to", label: t("to") },
  ];
}
