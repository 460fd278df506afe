import { useTranslations } from "next-intl";
import { GrantCredit } from "@/app/(finance)/finance/wallets/grant-credit";
import { Money } from "@/components/money";
import { Section } from "@/components/ui/section";
import { money } from "@/core/money/money";
import type { RouterOutputs } from "@/trpc/outputs";

/** What the driver has in his wallets, and the way to give him credit. */
export function DriverWallet({
  driver,
  own: { currency, wallets },
}: {
  driver: { readonly id: string; readonly name: string };
  own: RouterOutputs["finance"]["wallets"]["ofDriver"];
}) {
  const t = useTranslations("wallet.finance");
  return (
    <Section title={t("ofDriver")} action={<GrantCredit driver={driver} currency={currency} />}>
      {wallets.length === 0 ? (
        <p className="text-ink-soft">{t("noWallet")}</p>
      ) : (
        <ul>
          {wallets.map((wallet) => (
            <li key={wallet.currency}>
              <Money value={money(wallet.creditMinor, wallet.currency)} className="font-medium" />
              {wallet.heldMinor > 0n ? (
                <span className="text-ink-soft">
                  {" "}
                  ({t("held")}: <Money value={money(wallet.heldMinor, wallet.currency)} />)
                </span>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
