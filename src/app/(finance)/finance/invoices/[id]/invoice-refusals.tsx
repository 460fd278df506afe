import { useTranslations } from "next-intl";
import { Notice } from "@/components/ui/notice";
import type { RouterOutputs } from "@/trpc/outputs";

type Refusals = RouterOutputs["finance"]["invoices"]["get"]["refusals"];

/** Which e-invoices there are none of, and why; nothing where there are all. */
export function InvoiceRefusals({ refusals }: { refusals: Refusals }) {
  const t = useTranslations("finance.invoice.refusals");
  if (refusals.length === 0) return null;
  const byReason = Map.groupBy(refusals, ({ code, detail }) => `${code} ${detail}`);
  return [...byReason].map(([reason, group]) => (
    <Notice
      key={reason}
      title={t("title", { formats: group.map(({ format }) => format.toUpperCase()).join(", ") })}
    >
      {group.slice(0, 1).map(({ code, detail }) => (
        <p key={code}>{t(code, { detail })}</p>
      ))}
    </Notice>
  ));
}
