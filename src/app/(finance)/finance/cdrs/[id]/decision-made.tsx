import { useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { useActorWords } from "@/app/(finance)/finance/audit-words";
import type { RouterOutputs } from "@/trpc/outputs";

type Cdr = RouterOutputs["finance"]["cdrs"]["get"];

/** Who decided the CDR, how, and why. Nothing while it is open. */
export function DecisionMade({ cdr, timeZone }: { cdr: Cdr; timeZone: string }) {
  const t = useTranslations("finance.cdr");
  const actorWords = useActorWords();
  const { decision, state } = cdr;
  if (!decision) return null;
  const { basis, by, at, note, cost } = decision;
  const how = state === "rejected" || basis === null ? "rejected" : basis;
  return (
    <section aria-labelledby="decision" className="flex flex-col gap-1 border-t border-ink pt-4">
      <h2 id="decision" className="text-sm text-ink-soft">
        {t("decision")}
      </h2>
      <p className="flex flex-wrap items-baseline justify-between gap-x-4 text-lg font-semibold">
        {t(`decided_${how}`)}
        {cost ? <Money value={cost} /> : null}
      </p>
      {note ? <p className="border-l-2 border-rule-strong pl-3">{note}</p> : null}
      <p className="text-sm text-ink-soft">
        {by && actorWords(by)}
        {at ? (
          <>
            {", "}
            <Moment at={at} timeZone={timeZone} />
          </>
        ) : null}
      </p>
    </section>
  );
}
