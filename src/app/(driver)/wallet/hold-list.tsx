import Link from "next/link";
import { useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Section } from "@/components/ui/section";
import { money } from "@/core/money/money";
import { formatTime } from "@/i18n/formats";
import type { Locale } from "@/i18n/locale";
import type { WalletView } from "./wallet-view";

/** Which charges have credit held, so that a driver sees where the difference is. */
export function HoldList({
  holds,
  locale,
  timeZone,
}: {
  holds: WalletView["holds"];
  locale: Locale;
  timeZone: string;
}) {
  const t = useTranslations("wallet.own");
  if (holds.length === 0) return null;
  return (
    <Section title={t("holds")}>
      <ul className="border-t">
        {holds.map(({ id, amountMinor, currency, createdAt, sessionId, place }) => (
          <li key={id} className="flex items-baseline justify-between gap-x-6 border-b py-3">
            <div className="min-w-0">
              <p className="font-medium">
                {sessionId ? (
                  <Link href={`/sessions/${sessionId}`} className="tap hover:underline">
                    {place ?? t("holdRuns")}
                  </Link>
                ) : (
                  (place ?? t("holdOf"))
                )}
              </p>
              <p className="text-sm text-ink-soft">
                {t(sessionId ? "holdRuns" : "holdOf")},{" "}
                {t("since", { time: formatTime(createdAt, locale, timeZone, "dateTime") })}
              </p>
            </div>
            <Money value={money(amountMinor, currency)} className="font-medium whitespace-nowrap" />
          </li>
        ))}
      </ul>
    </Section>
  );
}
