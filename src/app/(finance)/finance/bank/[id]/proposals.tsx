"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Money } from "@/components/money";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { money, type Money as Amount } from "@/core/money/money";
import { formatMoney } from "@/i18n/formats";
import type { RouterOutputs } from "@/trpc/outputs";
import { useMatch } from "./use-match";

type Proposal = RouterOutputs["finance"]["bank"]["get"]["proposals"][number];

/** What a line may be, the surest first; several invoices can be paid by one line. */
export function Proposals({
  lineId,
  amount,
  proposals,
}: {
  lineId: string;
  amount: Amount;
  proposals: readonly Proposal[];
}) {
  const t = useTranslations("accounting.bank");
  const locale = useLocale();
  const { match } = useMatch(lineId);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  if (proposals.length === 0) return <p className="text-ink-soft">{t("noProposals")}</p>;
  const total = formatMoney(amount, locale);
  const willBook = ({ kind, label }: Proposal) => {
    if (kind === "invoice") return t("willInvoice", { amount: total, label });
    return kind === "payout"
      ? t("willPayout", { amount: total })
      : t("willFile", { amount: total });
  };
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  const labels = chosen.map((id) => proposals.find((one) => one.id === id)?.label ?? "");
  return (
    <>
      <ul className="border-t border-ink">
        {proposals.map((one) => (
          <li
            key={`${one.kind} ${one.id}`}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b py-3"
          >
            <label className="flex min-w-0 items-center gap-3">
              {one.kind === "invoice" ? (
                <input
                  type="checkbox"
                  className="size-5"
                  checked={chosen.includes(one.id)}
                  onChange={() => toggle(one.id)}
                />
              ) : null}
              <span>
                <span className="font-medium">
                  {t(`proposal.${one.kind}`, { label: one.label })}
                </span>
                <span className="block text-sm text-ink-soft">
                  {one.detail} <Money value={money(one.amountMinor, one.currency)} /> {t("openOf")}
                </span>
              </span>
            </label>
            <span className="flex items-center gap-4">
              <Badge tone={one.certainty === "exact" ? "ok" : "info"}>
                {t(`certainty.${one.certainty}`)}
              </Badge>
              <ConfirmDialog
                trigger={
                  <Button size="sm" variant="secondary" aria-label={`${t("confirm")} ${one.label}`}>
                    {t("confirm")}
                  </Button>
                }
                title={t("confirmTitle")}
                description={willBook(one)}
                confirmLabel={t("confirm")}
                onConfirm={() => match(targetOf(one))}
              />
            </span>
          </li>
        ))}
      </ul>
      {chosen.length > 1 ? (
        <div>
          <ConfirmDialog
            trigger={<Button>{t("several")}</Button>}
            title={t("confirmTitle")}
            description={t("willInvoice", { amount: total, label: labels.join(", ") })}
            confirmLabel={t("confirm")}
            onConfirm={() => match({ kind: "invoice", invoiceIds: [...chosen] })}
          />
        </div>
      ) : null}
    </>
  );
}

function targetOf({ kind, id }: Proposal): Parameters<ReturnType<typeof useMatch>["match"]>[0] {
  if (kind === "payout") return { kind, payoutId: id };
  if (kind === "payment_file") return { kind, paymentFileId: id };
  return { kind, invoiceIds: [id] };
}
