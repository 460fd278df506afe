import { ChevronRight, Nfc, Smartphone } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Status } from "@/components/status";
import { OrderCard, type CardAddress } from "./order-card";
import { ReportLost } from "./report-lost";
import { TokenSwitch } from "./token-switch";
import { isOwnBlock, reasonKey, useTokenName, type Token } from "./token-name";

/** A token, its state, how many networks know of it, and what can be done at once. */
export function TokenEntry({ token, address }: { token: Token; address: CardAddress }) {
  const t = useTranslations("cards");
  const nameOf = useTokenName();
  const name = nameOf(token);
  const isCard = token.type === "RFID";
  const Icon = token.type === "APP_USER" ? Smartphone : Nfc;
  return (
    <li className="flex flex-col gap-4 border-b py-6 sm:flex-row sm:items-start sm:justify-between sm:gap-8">
      <div className="flex min-w-0 gap-4">
        <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-ink-soft" strokeWidth={1.75} />
        <div className="flex min-w-0 flex-col gap-1.5">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h2 className="text-lg font-semibold break-words">
              <Link
                href={`/tokens/${token.id}`}
                className="inline-flex items-center gap-1 underline-offset-4 hover:underline"
              >
                {name}
                <ChevronRight aria-hidden className="size-4 text-ink-soft" />
              </Link>
            </h2>
            <Status of="token" value={token.valid ? "valid" : "blocked"} />
          </div>
          {token.holder ? <p className="text-sm">{token.holder}</p> : null}
          {token.valid ? null : (
            <p className="text-sm text-bad">{t(`reason.${reasonKey(token.blockedReason)}`)}</p>
          )}
          <NetworkCount token={token} />
        </div>
      </div>
      <div className="flex flex-wrap gap-3 pl-9 sm:justify-end sm:pl-0">
        {token.valid && isCard ? <ReportLost tokenId={token.id} name={name} /> : null}
        {!token.valid && isCard && token.blockedReason !== "replaced" ? (
          <OrderCard
            to={address}
            replaces={{ id: token.id, name }}
            label={t("token.lostNext")}
            size="sm"
          />
        ) : null}
        {token.valid || isOwnBlock(token.blockedReason) ? (
          <TokenSwitch tokenId={token.id} name={name} isValid={token.valid} />
        ) : null}
      </div>
    </li>
  );
}

/** "Blocked at 14 of 15 networks". */
export function NetworkCount({ token }: { token: Token }) {
  const t = useTranslations("cards.networks");
  const all = token.deliveries.length;
  const told = token.deliveries.filter(({ state }) => state === "acknowledged").length;
  if (all === 0) return <p className="text-sm text-ink-soft">{t("none")}</p>;
  return (
    <p className="text-sm text-ink-soft">
      {t(token.valid ? "validAt" : "blockedAt", { told, all })}
    </p>
  );
}
