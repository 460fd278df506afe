import Link from "next/link";
import { useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { Status } from "@/components/status";
import { Section } from "@/components/ui/section";
import type { RouterOutputs } from "@/trpc/outputs";

type Cdr = RouterOutputs["finance"]["cdrs"]["get"];

/** What took a CDR back, what it takes back and what came in its place, and what the driver got back. */
export function CdrChain({ cdr, timeZone }: { cdr: Cdr; timeZone: string }) {
  const t = useTranslations("finance.chain");
  const { chain, correction } = cdr;
  if (chain.length === 0 && correction === null) return null;
  return (
    <Section title={t("title")}>
      <ol className="flex flex-col gap-3">
        {chain.map(({ id, ocpiId, role, state, receivedAt }) => (
          <li key={id} className="flex flex-col gap-0.5 border-l-2 border-rule-strong pl-3">
            <span className="text-sm text-ink-soft">{t(role)}</span>
            <span className="flex flex-wrap items-center gap-2">
              <Link
                href={`/finance/cdrs/${id}`}
                className="font-mono text-sm break-all text-brand underline underline-offset-2"
              >
                {ocpiId}
              </Link>
              <Status of="cdr" value={state} />
            </span>
            <span className="text-sm text-ink-soft">
              <Moment at={receivedAt} timeZone={timeZone} />
            </span>
          </li>
        ))}
        {correction ? (
          <li className="flex flex-wrap items-baseline justify-between gap-x-4 border-l-2 border-rule-strong pl-3">
            <span>{t(correction.state)}</span>
            <Money value={correction.gross} />
          </li>
        ) : null}
      </ol>
    </Section>
  );
}
