"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";

interface OfCreditor {
  readonly creditorId: string;
  readonly currency: string;
  /** What the operator named over OCPI and nobody entered yet. */
  readonly records: readonly {
    readonly id: string;
    readonly invoiceId: string;
    readonly cdrs: number;
  }[];
}

const FROM_FILE = "file";

/** Enters an operator's invoice; its CDRs come from a file or from the operator's own record. */
export function ReceiveInvoice(of: OfCreditor) {
  const t = useTranslations("settlement.page");
  return (
    <Dialog trigger={<Button size="sm">{t("receive")}</Button>} title={t("receiveTitle")}>
      {(close) => <ReceiveForm {...of} onDone={close} />}
    </Dialog>
  );
}

function ReceiveForm({
  creditorId,
  currency,
  records,
  onDone,
}: OfCreditor & { onDone: () => void }) {
  const t = useTranslations("settlement.page");
  const { receive, isPending } = useReceive(onDone);
  const [partnerInvoiceId] = useState(() => crypto.randomUUID());
  const [source, setSource] = useState(FROM_FILE);
  const record = records.find(({ id }) => id === source);
  const submit = async (form: FormData) => {
    const text = (name: string) => {
      const value = form.get(name);
      return typeof value === "string" ? value : "";
    };
    const file = form.get("file");
    const isFile = file instanceof File && source === FROM_FILE;
    await receive({
      partnerInvoiceId,
      creditorId,
      number: text("number"),
      currency: text("currency").toUpperCase(),
      net: text("net"),
      vat: text("vat"),
      issuedOn: text("issuedOn"),
      dueOn: text("dueOn"),
      recordId: record?.id ?? "",
      fileName: isFile ? file.name : "",
      file: isFile ? await file.text() : "",
    });
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit(new FormData(event.currentTarget));
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="number" label={t("number")}>
          <Input required key={source} defaultValue={record?.invoiceId ?? ""} />
        </Field>
        <Field name="currency" label={t("currency")}>
          <Input required minLength={3} maxLength={3} defaultValue={currency} />
        </Field>
        <Field name="net" label={t("net")}>
          <Input required inputMode="decimal" isFigure />
        </Field>
        <Field name="vat" label={t("vat")}>
          <Input inputMode="decimal" isFigure />
        </Field>
        <Field name="issuedOn" label={t("issuedOn")}>
          <Input required type="date" />
        </Field>
        <Field name="dueOn" label={t("dueOn")}>
          <Input required type="date" />
        </Field>
      </div>
      <Select
        label={t("source")}
        items={[
          { value: FROM_FILE, label: t("fromFile") },
          ...records.map(({ id, invoiceId, cdrs }) => ({
            value: id,
            label: t("fromRecord", { invoice: invoiceId, count: cdrs }),
          })),
        ]}
        value={source}
        onChange={setSource}
      />
      {source === FROM_FILE && (
        <Field name="file" label={t("file")} hint={t("fileHint")}>
          <Input required type="file" accept=".csv,text/csv,text/plain" />
        </Field>
      )}
      <div className="flex justify-end">
        <Button type="submit" isPending={isPending}>
          {t("submit")}
        </Button>
      </div>
    </form>
  );
}

function useReceive(onDone: () => void) {
  const t = useTranslations("settlement.page");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync, isPending } = useMutation(trpc.finance.settlement.receive.mutationOptions());
  const receive = async (input: Parameters<typeof mutateAsync>[0]) => {
    try {
      const { id, lines, unread } = await mutateAsync(input);
      toast.success(t("received", { lines }));
      if (unread.length > 0) {
        const named = unread.map(({ line }) => line).join(", ");
        toast.warning(t("unread", { count: unread.length, lines: named }));
      }
      onDone();
      router.push(`/finance/settlement/invoices/${id}`);
    } catch (error) {
      const isKnown = refusalOf(error) === "CONFLICT";
      const said = error instanceof Error && error.message !== "" ? error.message : t("failed");
      toast.error(isKnown ? t("known") : said);
    }
  };
  return { receive, isPending };
}
