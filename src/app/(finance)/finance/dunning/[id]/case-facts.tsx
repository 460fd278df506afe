import { useLocale, useTranslations } from "next-intl";
import { Money } from "@/components/money";
import { Moment } from "@/components/period";
import { Status } from "@/components/status";
import { Facts } from "@/components/ui/facts";
import { formatDay } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";

/** What a case asks for, and what comes next. */
export function CaseFacts({ view }: { view: RouterOutputs["finance"]["dunning"]["get"] }) {
  const t = useTranslations("dunning.case");
  const steps = useTranslations("dunning");
  const locale = useLocale();
  const { invoice, additions, interest, writtenOff, next, timeZone, collectAt } = view;
  const step = view.rules.steps[view.taken];
  return (
    <Facts
      facts={[
        { label: t("invoice"), value: <Money value={invoice.open} /> },
        ...additions.map(({ number, open }) => ({
          label: t("fees", { number }),
          value: <Money value={open} />,
        })),
        { label: t("owed"), value: <Money value={view.owed} className="font-semibold" /> },
        {
          label: t("interest"),
          value: interest.amountMinor > 0n ? <Money value={interest} /> : null,
        },
        {
          label: t("writtenOff"),
          value: writtenOff.amountMinor > 0n ? <Money value={writtenOff} /> : null,
        },
        { label: t("due"), value: formatDay(invoice.dueOn.toString(), locale) },
        {
          label: t("next"),
          value:
            next && step ? (
              <>
                {steps(`step_${step.action}`)}{" "}
                <Moment at={next.at} timeZone={timeZone} show="date" className="text-ink-soft" />
              </>
            ) : (
              t("nextNone")
            ),
        },
        {
          label: t("collect"),
          value: collectAt ? <Moment at={collectAt} timeZone={timeZone} /> : null,
        },
        {
          label: steps("column.state"),
          value: <Status of="invoicePayment" value={invoice.paymentState} />,
        },
      ]}
    />
  );
}
