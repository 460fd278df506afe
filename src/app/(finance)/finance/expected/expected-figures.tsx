import { useTranslations } from "next-intl";
import { Figures } from "@/components/ui/figures";
import type { RouterOutputs } from "@/trpc/outputs";

type Partner = RouterOutputs["finance"]["expectedCdrs"]["summary"]["partners"][number];

/** What is missing in all, each figure leading to its list. */
export function ExpectedFigures({ partners }: { partners: readonly Partner[] }) {
  const t = useTranslations("finance.expected");
  const total = (of: (partner: Partner) => number) =>
    partners.reduce((sum, partner) => sum + of(partner), 0);
  const late = total((partner) => partner.late);
  return (
    <Figures
      figures={[
        {
          label: t("missing"),
          value: total((partner) => partner.missing),
          note: <span className={late > 0 ? "marked" : ""}>{t("late", { count: late })}</span>,
          href: "/finance/expected",
        },
        {
          label: t("unexpected"),
          value: total((partner) => partner.unexpected),
          note: t("unexpectedNote"),
          href: "/finance/expected?kind=unexpected",
        },
        {
          label: t("stale"),
          value: total((partner) => partner.stale),
          note: t("staleNote"),
          href: "/finance/expected?kind=stale",
        },
      ]}
    />
  );
}
