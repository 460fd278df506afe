import { useTranslations } from "next-intl";
import Link from "next/link";
import { Money } from "@/components/money";
import { Slip, SlipLine } from "@/components/ui/slip";
import { money } from "@/core/money/money";
import type { RouterOutputs } from "@/trpc/outputs";

type Wallet = RouterOutputs["driver"]["wallet"]["read"]["wallets"][number];

/** What a driver who pays beforehand can spend, in place of what the month will be invoiced with. */
export function WalletSlip({ wallet }: { wallet: Wallet }) {
  const t = useTranslations("wallet.own");
  const home = useTranslations("driver.home");
  return (
    <section aria-labelledby="wallet">
      <Slip>
        <h2 id="wallet" className="pb-3 font-semibold">
          {t("title")}
        </h2>
        <SlipLine
          label={t("spendable")}
          value={
            <Money
              value={money(wallet.spendableMinor, wallet.currency)}
              className="text-lg font-semibold"
            />
          }
        />
        <SlipLine
          label={t("held")}
          value={<Money value={money(wallet.heldMinor, wallet.currency)} />}
        />
        <p className="mt-4 border-t border-dashed border-rule-strong pt-3">
          <Link href="/wallet" className="tap underline underline-offset-2">
            {home("wallet")}
          </Link>
        </p>
      </Slip>
    </section>
  );
}
