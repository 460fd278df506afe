import { useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Figures } from "@/components/ui/figures";
import { overdueAges } from "@/trpc/inputs/dunning";
import type { RouterOutputs } from "@/trpc/outputs";

/** What is overdue by age, a row for each currency; nothing where nothing is. */
export function OverdueFigures({
  overdue,
}: {
  overdue: RouterOutputs["finance"]["dunning"]["overdue"];
}) {
  const t = useTranslations("dunning");
  const currencies = [...new Set(overdue.map(({ sum }) => sum.currency))];
  return currencies.map((currency) => (
    <Figures
      key={currency}
      figures={overdueAges.flatMap((age) => {
        const found = overdue.find((one) => one.age === age && one.sum.currency === currency);
        return found
          ? [
              {
                label: t(`age_${age}`),
                value: <Money value={found.sum} />,
                note: t("overdueCount", { count: found.invoices }),
                href: `/finance/dunning?age=${age}`,
              },
            ]
          : [];
      })}
    />
  ));
}
