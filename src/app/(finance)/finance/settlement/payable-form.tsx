"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { money } from "@/core/money/money";
import { formatDay, formatMoney } from "@/i18n/formats";
import { Money } from "@/components/money";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Empty } from "@/components/ui/empty";
import { Field, Input } from "@/components/ui/field";
import { Section } from "@/components/ui/section";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { useTRPC } from "@/trpc/client";

interface Payable {
  readonly id: string;
  readonly number: string;
  readonly operator: string;
  readonly hasIban: boolean;
  readonly currency: string;
  readonly totalMinor: bigint;
  /** "2026-12-02". */
  readonly dueOn: string;
}

/** Approved invoices, chosen by hand, become one payment file that a second person approves. */
export function PayableForm({ payable }: { payable: readonly Payable[] }) {
  const t = useTranslations("settlement.payments");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const toggle = (id: string) =>
    setChosen((before) =>
      before.includes(id) ? before.filter((one) => one !== id) : [...before, id],
    );
  return (
    <Section title={t("title")}>
      {payable.length === 0 ? (
        <Empty title={t("none")}>{t("noneText")}</Empty>
      ) : (
        <div className="flex flex-col gap-4">
          <PayableTable payable={payable} chosen={chosen} onToggle={toggle} />
          <MakeFile
            invoices={payable.filter(({ id }) => chosen.includes(id))}
            onDone={() => setChosen([])}
          />
        </div>
      )}
    </Section>
  );
}

function PayableTable({
  payable,
  chosen,
  onToggle,
}: {
  payable: readonly Payable[];
  chosen: readonly string[];
  onToggle: (id: string) => void;
}) {
  const t = useTranslations("settlement.payments");
  const top = useTranslations("settlement");
  const locale = useLocale();
  return (
    <Table caption={t("payableCaption")}>
      <thead>
        <tr>
          <Th>{t("number")}</Th>
          <Th>{top("operator")}</Th>
          <Th>{t("due")}</Th>
          <Th isFigure>{t("amount")}</Th>
        </tr>
      </thead>
      <tbody>
        {payable.map((row) => (
          <Tr key={row.id}>
            <Td>
              <label className="flex min-h-6 items-center gap-2">
                <input
                  type="checkbox"
                  className="size-5 accent-accent"
                  aria-label={t("choose", { number: row.number })}
                  checked={chosen.includes(row.id)}
                  disabled={!row.hasIban}
                  onChange={() => onToggle(row.id)}
                />
                {row.number}
              </label>
            </Td>
            <Td>
              {row.operator}
              {!row.hasIban && <span className="block text-sm text-bad">{top("noIban")}</span>}
            </Td>
            <Td>{formatDay(row.dueOn, locale)}</Td>
            <Td isFigure>
              <Money value={money(row.totalMinor, row.currency)} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function MakeFile({ invoices, onDone }: { invoices: readonly Payable[]; onDone: () => void }) {
  const t = useTranslations("settlement.payments");
  const action = useTranslations("shell.action");
  const locale = useLocale();
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.finance.settlement.pay.mutationOptions());
  const [executeOn, setExecuteOn] = useState("");
  const [paymentFileId, setId] = useState(() => crypto.randomUUID());
  const currency = invoices[0]?.currency;
  if (currency === undefined) return null;
  const isMixed = invoices.some((row) => row.currency !== currency);
  const total = money(
    invoices.reduce((sum, row) => sum + row.totalMinor, 0n),
    currency,
  );
  const confirm = async () => {
    try {
      const partnerInvoiceIds = invoices.map(({ id }) => id);
      await mutateAsync({ paymentFileId, partnerInvoiceIds, executeOn });
      toast.success(t("made"));
      setId(crypto.randomUUID());
      onDone();
    } catch {
      toast.error(action("failed"));
    }
    router.refresh();
  };
  return (
    <div className="flex flex-wrap items-end gap-4">
      <Field name="executeOn" label={t("executeOn")}>
        <Input
          type="date"
          value={executeOn}
          onChange={(event) => setExecuteOn(event.currentTarget.value)}
        />
      </Field>
      {isMixed ? (
        <p role="alert" className="text-bad">
          {t("mixed")}
        </p>
      ) : (
        <ConfirmDialog
          trigger={<Button disabled={executeOn === ""}>{t("make")}</Button>}
          title={t("makeTitle")}
          description={t("makeText", {
            count: invoices.length,
            total: formatMoney(total, locale),
          })}
          confirmLabel={t("make")}
          onConfirm={confirm}
        />
      )}
    </div>
  );
}
