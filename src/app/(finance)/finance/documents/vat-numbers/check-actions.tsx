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

/** Asks VIES for a VAT number, or keeps what finance saw by hand. */
export function CheckActions({ vatNumber }: { vatNumber: string }) {
  const t = useTranslations("documentList.vat");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const { finance } = useTRPC();
  const ask = useMutation(finance.documents.askVies.mutationOptions());
  const askNow = async () => {
    try {
      await ask.mutateAsync({ vatNumber });
      toast.success(t("asked"));
      router.refresh();
    } catch {
      toast.error(action("failed"));
    }
  };
  return (
    <span className="flex flex-wrap gap-2">
      <Button size="sm" variant="secondary" isPending={ask.isPending} onClick={() => void askNow()}>
        {t("ask")}
      </Button>
      <Dialog
        trigger={
          <Button size="sm" variant="quiet">
            {t("record")}
          </Button>
        }
        title={`${t("recordTitle")}: ${vatNumber}`}
        description={t("recordText")}
      >
        {(close) => <RecordForm vatNumber={vatNumber} onDone={close} />}
      </Dialog>
    </span>
  );
}

function RecordForm({ vatNumber, onDone }: { vatNumber: string; onDone: () => void }) {
  const t = useTranslations("documentList.vat");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const { finance } = useTRPC();
  const record = useMutation(finance.documents.recordVatNumber.mutationOptions());
  const [isValid, setValid] = useState<"yes" | "no">("yes");
  const [seen, setSeen] = useState("");
  const [consultation, setConsultation] = useState("");
  const save = async () => {
    try {
      await record.mutateAsync({ vatNumber, isValid, seen, consultation });
      toast.success(t("saved"));
      router.refresh();
      onDone();
    } catch {
      toast.error(action("failed"));
    }
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Select
        label={t("answer")}
        value={isValid}
        onChange={setValid}
        items={(["yes", "no"] as const).map((value) => ({ value, label: t(value) }))}
      />
      <Field name="seen" label={t("seen")}>
        <Input
          value={seen}
          required
          minLength={3}
          maxLength={300}
          onChange={(event) => setSeen(event.target.value)}
        />
      </Field>
      <Field name="consultation" label={t("reference")}>
        <Input
          value={consultation}
          maxLength={60}
          onChange={(event) => setConsultation(event.target.value)}
        />
      </Field>
      <Button type="submit" isPending={record.isPending} className="self-end">
        {t("save")}
      </Button>
    </form>
  );
}
