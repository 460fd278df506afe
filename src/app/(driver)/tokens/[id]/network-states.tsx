import { useTranslations } from "next-intl";
import { Moment } from "@/components/period";
import { Status } from "@/components/status";
import { Section } from "@/components/ui/section";
import { NetworkCount } from "@/app/(driver)/tokens/token-entry";
import type { Token } from "@/app/(driver)/tokens/token-name";

/** Which network knows a token's present state, since when, and what becomes of the others. */
export function NetworkStates({ token, timeZone }: { token: Token; timeZone: string }) {
  const t = useTranslations("cards.networks");
  const { deliveries, valid } = token;
  const isKnown = deliveries.every(({ state }) => state === "acknowledged");
  const words = isKnown ? "all" : valid ? "someValid" : "some";
  return (
    <Section title={t("title")}>
      <NetworkCount token={token} />
      {deliveries.length === 0 ? null : (
        <>
          <ul className="border-t">
            {deliveries.map(({ partnerId, partnerName, ...delivery }) => (
              <li key={partnerId} className="flex flex-col gap-1 border-b py-2.5">
                <div className="flex items-baseline justify-between gap-3">
                  <span className="min-w-0 break-words">{partnerName}</span>
                  <Status of="delivery" value={delivery.state} />
                </div>
                <p className="text-sm text-ink-soft">
                  <Progress delivery={delivery} timeZone={timeZone} />
                </p>
              </li>
            ))}
          </ul>
          <p className="max-w-prose text-sm text-ink-soft">{t(words)}</p>
        </>
      )}
    </Section>
  );
}

function Progress({
  delivery: { state, acknowledgedAt, lastError, nextAt },
  timeZone,
}: {
  delivery: Omit<Token["deliveries"][number], "partnerId" | "partnerName">;
  timeZone: string;
}) {
  const t = useTranslations("cards.networks");
  if (state === "acknowledged") {
    return acknowledgedAt ? <Moment at={acknowledgedAt} timeZone={timeZone} /> : null;
  }
  if (state === "failed") return t("failed");
  if (lastError === null || nextAt === null) return t("pending");
  return (
    <>
      {t("retry")} <Moment at={nextAt} timeZone={timeZone} show="time" />
    </>
  );
}
