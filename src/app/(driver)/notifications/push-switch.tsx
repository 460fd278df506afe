import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { PushState } from "./use-push";

/** What this browser does, in words, and the one deed that fits. As tall in each state, so that nothing jumps. */
export function PushSwitch({
  state,
  onTurnOn,
  onTurnOff,
  onTrial,
}: {
  state: PushState;
  onTurnOn: () => Promise<void>;
  onTurnOff: () => Promise<void>;
  onTrial: (() => Promise<void>) | null;
}) {
  const t = useTranslations("notices.push");
  const [isBusy, setBusy] = useState(false);
  const busily = (deed: () => Promise<void>) => () => {
    setBusy(true);
    void deed().finally(() => setBusy(false));
  };
  const text = { on: t("onText"), off: t("offText"), denied: t("deniedText") };
  return (
    <div className="flex min-h-28 flex-wrap items-start justify-between gap-x-8 gap-y-3 border-y py-4 sm:min-h-20">
      <div aria-live="polite" className="min-w-0 flex-1 basis-64">
        <p className="font-medium">{t(state)}</p>
        {state === "on" || state === "off" || state === "denied" ? (
          <p className="max-w-prose text-sm text-ink-soft">{text[state]}</p>
        ) : null}
        <noscript>
          <p className="text-sm text-ink-soft">{t("noScript")}</p>
        </noscript>
      </div>
      {state === "off" || state === "renew" ? (
        <Button isPending={isBusy} onClick={busily(onTurnOn)}>
          {t("turnOn")}
        </Button>
      ) : null}
      {state === "on" ? (
        <div className="flex flex-wrap gap-3">
          {onTrial ? (
            <Button variant="secondary" isPending={isBusy} onClick={busily(onTrial)}>
              {t("trial")}
            </Button>
          ) : null}
          <Button variant="quiet" isPending={isBusy} onClick={busily(onTurnOff)}>
            {t("turnOff")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
