"use client";

import { useLocale, useTranslations } from "next-intl";
import { useClockWord } from "@/app/(driver)/charge/clock-word";
import { Money } from "@/components/money";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { money, type Money as Amount } from "@/core/money/money";
import { formatMoney } from "@/i18n/formats";
import { CapForm } from "./cap-form";
import type { LiveView } from "./live-view";

/** The most that this charge may cost: how near it is, and what has come of it. */
export function LiveCap({
  sessionId,
  view,
  total,
  operator,
  timeZone,
  onChanged,
}: {
  sessionId: string;
  view: LiveView;
  total: Amount;
  operator: string;
  timeZone: string;
  onChanged: () => void;
}) {
  const t = useTranslations("quote.live.cap");
  const { cap } = view.cap;
  return (
    <section aria-labelledby="live-cap" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 id="live-cap" className="text-lg font-semibold">
          {t("title")}
        </h2>
        <Dialog
          trigger={
            <Button size="sm" variant="secondary">
              {t(cap ? "change" : "set")}
            </Button>
          }
          title={t(cap ? "change" : "set")}
          description={t("text")}
        >
          {(close) => (
            <CapForm
              sessionId={sessionId}
              view={view.cap}
              total={total}
              onDone={() => {
                close();
                onChanged();
              }}
            />
          )}
        </Dialog>
      </div>
      <div className="flex flex-col gap-2 border-t pt-3">
        {cap && cap.currency === total.currency ? (
          <>
            <p className="flex flex-wrap items-baseline gap-x-2">
              <Money value={total} className="text-xl font-semibold" />
              <span className="text-ink-soft">/</span>
              <Money value={money(cap.amountMinor, cap.currency)} />
            </p>
            <CapBar total={total} cap={cap.amountMinor} />
            <CapWord view={view} operator={operator} timeZone={timeZone} />
          </>
        ) : (
          <p className="text-ink-soft">{t("none")}</p>
        )}
        <CapOrigin view={view.cap} currency={total.currency} />
      </div>
    </section>
  );
}

/** Where a cap for every charge was set in another currency: what holds, and why. */
function CapOrigin({ view, currency }: { view: LiveView["cap"]; currency: string }) {
  const t = useTranslations("quote.live.cap");
  const locale = useLocale();
  const { cap, standing, unheld } = view;
  const from = standing?.from ?? null;
  if (cap && standing && from && cap.amountMinor === standing.amountMinor) {
    return (
      <p className="text-sm text-ink-soft">{t("converted", { cap: formatMoney(from, locale) })}</p>
    );
  }
  if (cap || !unheld) return null;
  const set = formatMoney(money(unheld.amountMinor, unheld.currency), locale);
  return <p className="text-sm font-medium text-wait">{t("unheld", { cap: set, currency })}</p>;
}

function CapBar({ total, cap }: { total: Amount; cap: bigint }) {
  const share = cap === 0n ? 100 : Math.min(100, Number((total.amountMinor * 100n) / cap));
  const tone = share >= 100 ? "bg-bad" : share >= 80 ? "bg-wait" : "bg-brand";
  return (
    <span aria-hidden className="block h-1.5 w-full bg-sunken">
      <span className={`block h-full ${tone}`} style={{ width: `${share}%` }} />
    </span>
  );
}

const STOPPED = new Set(["confirmed", "session"]);
const REFUSED = new Set(["rejected", "failed", "timeout"]);

function CapWord({
  view,
  operator,
  timeZone,
}: {
  view: LiveView;
  operator: string;
  timeZone: string;
}) {
  const t = useTranslations("quote.live.cap");
  const clock = useClockWord(timeZone, view.now);
  const { cap, reachedAt, stop, asked } = view.cap;
  const isStop = cap?.action === "stop";
  if (reachedAt === null)
    return (
      <p className="text-sm text-ink-soft">{t(isStop ? "willStop" : "willTell", { operator })}</p>
    );
  const time = clock(reachedAt);
  if (!isStop) return <p className="text-sm font-medium text-wait">{t("reached", { time })}</p>;
  const isRefused = stop === null || REFUSED.has(stop);
  const word = isRefused ? "refused" : STOPPED.has(stop) ? "stopped" : "stopping";
  return (
    <output className={`block text-sm font-medium ${isRefused ? "text-bad" : "text-wait"}`}>
      {t(word, { time, operator })} {asked > 1 ? t("asked", { count: asked }) : null}
    </output>
  );
}
