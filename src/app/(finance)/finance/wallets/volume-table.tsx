import { useLocale, useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Badge } from "@/components/ui/badge";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { money } from "@/core/money/money";
import { formatCountry } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

type Volume = RouterOutputs["finance"]["wallets"]["report"]["volumes"][number];

const TONES = { none: "neutral", near: "wait", reached: "bad" } as const;

/** Purchased credit of twelve months for each country and currency, euros held against the threshold. */
export function VolumeTable({ volumes }: { volumes: readonly Volume[] }) {
  const t = useTranslations("wallet.finance");
  const locale = useLocale();
  return (
    <Table caption={t("volume")}>
      <thead>
        <tr>
          <Th>{t("country")}</Th>
          <Th isFigure>{t("amount")}</Th>
          <Th isFigure>{t("ofThreshold")}</Th>
        </tr>
      </thead>
      <tbody>
        {volumes.map(({ country, currency, amountMinor, alarm }) => (
          <Tr key={`${country}${currency}`}>
            <Td>{formatCountry(country, locale)}</Td>
            <Td isFigure>
              <Money value={money(amountMinor, currency)} />
            </Td>
            <Td isFigure>
              {alarm ? (
                <Badge tone={TONES[alarm.level]}>{t("percent", { percent: alarm.percent })}</Badge>
              ) : (
                <span className="text-ink-soft">{t("notEuro")}</span>
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}
