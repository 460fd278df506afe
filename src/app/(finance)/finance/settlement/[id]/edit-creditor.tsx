"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { useTRPC } from "@/trpc/client";

interface Details {
  readonly id: string;
  readonly name: string;
  readonly vatNumber: string | null;
  readonly organisationNumber: string | null;
  readonly address: {
    readonly line1: string;
    readonly postalCode: string;
    readonly city: string;
    readonly country: string;
  } | null;
  readonly email: string | null;
  readonly iban: string | null;
  readonly bic: string | null;
  readonly paymentTermDays: number;
  /** "2026-01-01", or "". */
  readonly agreedOn: string;
}

/** Changes an operator's details. */
export function EditCreditor({ creditor }: { creditor: Details }) {
  const t = useTranslations("settlement.page");
  return (
    <Dialog
      trigger={
        <Button variant="secondary" size="sm">
          {t("edit")}
        </Button>
      }
      title={t("editTitle", { name: creditor.name })}
    >
      {(close) => <EditForm creditor={creditor} onDone={close} />}
    </Dialog>
  );
}

const TEXTS = [
  "name",
  "vatNumber",
  "organisationNumber",
  "line1",
  "postalCode",
  "city",
  "country",
  "email",
  "iban",
  "bic",
] as const;

function EditForm({ creditor, onDone }: { creditor: Details; onDone: () => void }) {
  const t = useTranslations("settlement.page");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync, isPending } = useMutation(trpc.finance.settlement.update.mutationOptions());
  const values = { ...creditor, ...creditor.address };
  const submit = async (form: FormData) => {
    const text = (name: string) => {
      const value = form.get(name);
      return typeof value === "string" ? value : "";
    };
    const texts = Object.fromEntries(TEXTS.map((name) => [name, text(name)]));
    try {
      await mutateAsync({
        creditorId: creditor.id,
        ...(texts as Record<(typeof TEXTS)[number], string>),
        paymentTermDays: text("paymentTermDays"),
        selfBillingAgreedOn: text("agreedOn"),
      });
      toast.success(t("saved"));
      onDone();
      router.refresh();
    } catch (error) {
      toast.error(
        error instanceof Error && error.message !== "" ? error.message : action("failed"),
      );
    }
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
        {TEXTS.map((name) => (
          <Field key={name} name={name} label={t(name)}>
            <Input defaultValue={values[name] ?? ""} required={name === "name"} />
          </Field>
        ))}
        <Field name="paymentTermDays" label={t("term")}>
          <Input type="number" min={0} max={365} defaultValue={creditor.paymentTermDays} />
        </Field>
        <Field name="agreedOn" label={t("agreedOn")} hint={t("agreedHint")}>
          <Input type="date" defaultValue={creditor.agreedOn} />
        </Field>
      </div>
      <div className="flex justify-end">
        <Button type="submit" isPending={isPending}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
