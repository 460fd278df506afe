import { useLocale, useTranslations } from "next-intl";
import { FilterBar } from "@/components/filter-bar";
import { formatMonth } from "@/i18n/formats";
import { exportFormats } from "@/trpc/inputs/accounting";

/** Which batch is looked at: entity, format and one of the last 24 months. */
export function ExportFilters({
  entities,
  today,
  usualMonth,
}: {
  entities: readonly { readonly id: string; readonly name: string }[];
  today: string;
  usualMonth: string;
}) {
  const t = useTranslations("accounting.exports");
  const locale = useLocale();
  const last = Temporal.PlainDate.from(today).toPlainYearMonth();
  const months = Array.from({ length: 24 }, (_, back) =>
    last.subtract({ months: back }).toString(),
  );
  const nameOf = (month: string) => formatMonth(month, locale);
  return (
    <FilterBar
      label={t("title")}
      fields={[
        ...(entities.length > 1
          ? [
              {
                kind: "choice" as const,
                name: "entity",
                label: t("entity"),
                none: entities[0]?.name ?? "",
                items: entities.slice(1).map(({ id, name }) => ({ value: id, label: name })),
              },
            ]
          : []),
        {
          kind: "choice",
          name: "format",
          label: t("format"),
          none: t("formats.sie4"),
          items: exportFormats
            .filter((format) => format !== "sie4")
            .map((value) => ({ value, label: t(`formats.${value}`) })),
        },
        {
          kind: "choice",
          name: "month",
          label: t("month"),
          none: nameOf(usualMonth),
          items: months
            .filter((month) => month !== usualMonth)
            .map((month) => ({ value: month, label: nameOf(month) })),
        },
      ]}
    />
  );
}
