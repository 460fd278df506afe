import Link from "next/link";
import { useTranslations } from "next-intl";
import { useHeldReason } from "@/app/(finance)/finance/held-reason";
import { Moment } from "@/components/period";
import { holdCodeOf, holdRules } from "@/core/rating/hold-rules";
import type { RouterOutputs } from "@/trpc/outputs";
import { HeldParking } from "./held-parking";

type Cdr = RouterOutputs["finance"]["cdrs"]["get"];

/** Why a CDR is held: each reason with what to do, since when, the other CDR, and what releases it. */
export function HoldList({ cdr, timeZone }: { cdr: Cdr; timeZone: string }) {
  const t = useTranslations("finance.hold");
  const rule = useTranslations("finance.holdRule");
  const reasonOf = useHeldReason();
  const open = cdr.holds.filter(({ releasedAt }) => releasedAt === null);
  return (
    <dl className="flex flex-col gap-4">
      {open.map(({ id, stored, other, parking, heldAt }) => {
        const { what, todo } = reasonOf(stored);
        const code = holdCodeOf(stored);
        const facts = code ? holdRules[code] : null;
        return (
          <div key={id}>
            <dt className="font-medium">{what}</dt>
            <dd className="max-w-prose text-ink-soft">{todo}</dd>
            {parking ? (
              <HeldParking parking={parking} currency={cdr.currency} timeZone={timeZone} />
            ) : null}
            <dd className="flex flex-wrap gap-x-3 pt-1 text-sm text-ink-soft">
              <span>
                {t("since")} <Moment at={heldAt} timeZone={timeZone} />
              </span>
              {other ? (
                <Link
                  href={`/finance/cdrs/${other.id}`}
                  className="text-brand underline underline-offset-2"
                >
                  {t("other", { id: other.ocpiId })}
                </Link>
              ) : null}
              {facts?.releasedBy.map((event) => (
                <span key={event}>{rule(`releasedBy.${event}`)}</span>
              ))}
              {facts ? <span>{rule(`driver.${facts.driver}`)}</span> : null}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
