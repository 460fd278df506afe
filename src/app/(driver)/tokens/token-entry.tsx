import { Nfc, Smartphone } from "lucide-react";
import { useTranslations } from "next-intl";
import { Moment } from "@/components/period";
import { Status } from "@/components/status";
import type { RouterOutputs } from "@/trpc/outputs";
import { TokenSwitch } from "./token-switch";

type Token = RouterOutputs["driver"]["tokens"]["list"][number];

/** A token, its state, and which operators have been told of it. */
export function TokenEntry({ token, timeZone }: { token: Token; timeZone: string }) {
  const t = useTranslations("driver.tokens");
  const isApp = token.type === "APP_USER";
  const kind = isApp ? t("app") : t("rfid");
  const name = token.visualNumber ?? kind;
  const isOurs = !token.valid && token.blockedReason !== "by_driver";
  const Icon = isApp ? Smartphone : Nfc;
  return (
    <li className="grid gap-x-12 gap-y-5 border-b py-6 md:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex gap-4">
        <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-ink-soft" strokeWidth={1.75} />
        <div className="flex min-w-0 flex-col items-start gap-3">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h2 className="text-lg font-semibold">{name}</h2>
            <Status of="token" value={token.valid ? "valid" : "blocked"} />
          </div>
          <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
            <dt className="text-ink-soft">{t("number")}</dt>
            <dd className="font-mono break-all">{token.uid}</dd>
            <dt className="text-ink-soft">{t("contract")}</dt>
            <dd className="font-mono break-all">{token.contractId}</dd>
          </dl>
          {isOurs ? (
            <p className="text-sm text-bad">{t("blockedByUs")}</p>
          ) : (
            <TokenSwitch tokenId={token.id} name={name} isValid={token.valid} />
          )}
        </div>
      </div>
      <Deliveries token={token} timeZone={timeZone} />
    </li>
  );
}

function Deliveries({ token, timeZone }: { token: Token; timeZone: string }) {
  const t = useTranslations("driver.tokens");
  const { deliveries } = token;
  const told = deliveries.filter(({ state }) => state === "acknowledged").length;
  if (deliveries.length === 0) return <p className="text-sm text-ink-soft">{t("toldNone")}</p>;
  return (
    <div className="pl-9 md:pl-0">
      <p className="pb-2 text-sm text-ink-soft">{t("told", { told, all: deliveries.length })}</p>
      <ul className="border-t text-sm">
        {deliveries.map(({ partnerId, partnerName, state, acknowledgedAt }) => (
          <li key={partnerId} className="flex items-center justify-between gap-3 border-b py-2">
            <span className="min-w-0 truncate">{partnerName}</span>
            <span className="flex items-center gap-2 text-ink-soft">
              {state === "acknowledged" && acknowledgedAt ? (
                <Moment at={acknowledgedAt} timeZone={timeZone} show="dayMonth" />
              ) : null}
              <Status of="delivery" value={state} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
