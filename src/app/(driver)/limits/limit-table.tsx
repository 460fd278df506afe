import { useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { money } from "@/core/money/money";
import type { RouterOutputs } from "@/trpc/outputs";
import { RemoveLimit } from "./remove-limit";
import type { NamedToken } from "./set-limit";

type Limit = RouterOutputs["driver"]["wallet"]["limits"][number];

/** A driver's limits with what of each is used now. */
export function LimitTable({
  limits,
  tokens,
}: {
  limits: readonly Limit[];
  tokens: readonly NamedToken[];
}) {
  const t = useTranslations("wallet.limits");
  return (
    <Table caption={t("list")}>
      <thead>
        <tr>
          <Th>{t("span")}</Th>
          <Th className="hidden sm:table-cell">{t("for")}</Th>
          <Th isFigure>{t("limit")}</Th>
          <Th isFigure>{t("used")}</Th>
          <Th className="hidden md:table-cell">{t("setBy")}</Th>
          <Th>
            <span className="sr-only">{t("remove")}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {limits.map(({ id, span, tokenId, currency, amountMinor, usedMinor, setBy }) => {
          const isCounted = span !== "charge";
          const name = tokens.find((token) => token.id === tokenId)?.name;
          return (
            <Tr key={id}>
              <Td>
                <span className="font-medium">{t(`of.${span}`)}</span>
                <span className="block text-sm text-ink-soft sm:hidden">
                  {name ?? t("allTokens")}
                </span>
              </Td>
              <Td className="hidden sm:table-cell">{name ?? t("allTokens")}</Td>
              <Td isFigure>
                <Money value={money(amountMinor, currency)} />
              </Td>
              <Td isFigure>
                {isCounted ? <Money value={money(usedMinor, currency)} /> : "–"}
                {isCounted && usedMinor >= amountMinor ? (
                  <p>
                    <Badge tone="wait">{t("reached")}</Badge>
                  </p>
                ) : null}
              </Td>
              <Td className="hidden md:table-cell">{t(setBy === "driver" ? "byYou" : "byUs")}</Td>
              <Td className="text-right">
                {setBy === "driver" ? (
                  <RemoveLimit
                    limit={{ span, tokenId, currency }}
                    name={`${t(`of.${span}`)}, ${name ?? t("allTokens")}`}
                  />
                ) : null}
              </Td>
            </Tr>
          );
        })}
      </tbody>
    </Table>
  );
}
