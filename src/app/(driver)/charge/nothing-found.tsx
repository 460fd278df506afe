import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import type { RouterOutputs } from "@/trpc/outputs";
import { chargeHref } from "./charge-address";

type Loosened = RouterOutputs["driver"]["charge"]["loosen"][number];

/** The name in the address of each condition. */
const ADDRESS = {
  text: "q",
  box: "box",
  minPowerW: "power",
  standards: "plug",
  onlyFree: "free",
  operator: "op",
  maxPrice: "max",
} as const;

/** No place fits: says which single condition stands in the way, and what leaving it out would find. */
export function NothingFound({
  loosened,
  values,
}: {
  loosened: readonly Loosened[];
  values: Parameters<typeof chargeHref>[1];
}) {
  const t = useTranslations("find");
  return (
    <Empty
      title={t("empty.title")}
      action={
        <div className="flex flex-wrap gap-3">
          {loosened.map(({ without, found }) => (
            <LinkButton
              key={without}
              variant="secondary"
              className="h-auto min-h-10 py-2 whitespace-normal"
              href={chargeHref("/charge", { ...values, [ADDRESS[without]]: null, n: null })}
            >
              {t("empty.without", { name: t(`empty.name.${without}`), count: found })}
            </LinkButton>
          ))}
          <LinkButton href="/charge" variant="quiet">
            {t("filter.clear")}
          </LinkButton>
        </div>
      }
    >
      {t(loosened.length > 0 ? "empty.loosen" : "empty.nothing")}
    </Empty>
  );
}
