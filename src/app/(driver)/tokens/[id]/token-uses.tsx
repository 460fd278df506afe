import Link from "next/link";
import { useTranslations } from "next-intl";
import { Energy } from "@/components/energy";
import { Moment } from "@/components/period";
import { Section } from "@/components/ui/section";
import type { RouterOutputs } from "@/trpc/outputs";

type Uses = RouterOutputs["driver"]["tokens"]["uses"];

const ANSWERS = ["BLOCKED", "EXPIRED", "NO_CREDIT", "NOT_ALLOWED"] as const;

/** The latest charges with a token, and where it was refused. */
export function TokenUses({ uses, timeZone }: { uses: Uses; timeZone: string }) {
  const t = useTranslations("cards.uses");
  return (
    <>
      <Section title={t("charges")}>
        {uses.charges.length === 0 ? (
          <p className="text-ink-soft">{t("none")}</p>
        ) : (
          <ul className="border-t">
            {uses.charges.map(({ sessionId, at, place, city, operator, energyMicroKwh }) => (
              <li key={sessionId} className="border-b">
                <Link
                  href={`/sessions/${sessionId}`}
                  className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 py-2.5 hover:bg-sunken"
                >
                  <span className="break-words">
                    {[place ?? t("unknownPlace"), city].filter(Boolean).join(", ")}
                  </span>
                  <Energy microKwh={energyMicroKwh} />
                  <span className="text-sm text-ink-soft">
                    <Moment at={at} timeZone={timeZone} /> · {operator}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Section>
      {uses.refusals.length === 0 ? null : (
        <Section title={t("refusals")}>
          <p className="max-w-prose text-sm text-ink-soft">{t("refusalsText")}</p>
          <ul className="border-t">
            {uses.refusals.map(({ id, at, operator, place, answer }) => (
              <li key={id} className="flex flex-col gap-1 border-b py-2.5">
                <span>{t(`answer.${ANSWERS.find((known) => known === answer) ?? "other"}`)}</span>
                <span className="text-sm text-ink-soft">
                  <Moment at={at} timeZone={timeZone} /> ·{" "}
                  {[operator, place].filter(Boolean).join(", ")}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
