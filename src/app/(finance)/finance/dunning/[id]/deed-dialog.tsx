"use client";

import { useTranslations } from "next-intl";
import { useState, type ReactElement } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";

/** One thing that a deed asks for. */
export interface DeedField {
  readonly name: string;
  readonly label: string;
  readonly type?: "text" | "date";
  readonly isOptional?: boolean;
  readonly isFigure?: boolean;
}

type Values = Readonly<Record<string, string | undefined>>;

interface Deed {
  readonly confirmLabel: string;
  readonly isDanger?: boolean;
  readonly fields: readonly DeedField[];
  /** True: it is done, or has to be looked at anew. */
  readonly onConfirm: (values: Values) => Promise<boolean>;
}

/** Asks for what a deed needs, after saying what it does. */
export function DeedDialog({
  trigger,
  title,
  description,
  ...deed
}: Deed & { trigger: ReactElement; title: string; description: string }) {
  return (
    <Dialog trigger={trigger} title={title} description={description}>
      {(close) => <DeedForm {...deed} onDone={close} />}
    </Dialog>
  );
}

function DeedForm({
  confirmLabel,
  isDanger = false,
  fields,
  onConfirm,
  onDone,
}: Deed & { onDone: () => void }) {
  const t = useTranslations("shell.action");
  const [values, setValues] = useState<Values>({});
  const [isPending, setPending] = useState(false);
  const submit = async () => {
    setPending(true);
    try {
      if (await onConfirm(values)) onDone();
    } finally {
      setPending(false);
    }
  };
  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) void submit();
      }}
    >
      {fields.map(({ name, label, type = "text", isOptional = false, isFigure = false }) => (
        <Field key={name} name={name} label={label}>
          <Input
            type={type}
            required={!isOptional}
            isFigure={isFigure}
            maxLength={300}
            autoComplete="off"
            value={values[name] ?? ""}
            onChange={(event) => setValues({ ...values, [name]: event.target.value })}
          />
        </Field>
      ))}
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="secondary" onClick={onDone}>
          {t("cancel")}
        </Button>
        <Button type="submit" variant={isDanger ? "danger" : "primary"} isPending={isPending}>
          {confirmLabel}
        </Button>
      </div>
    </form>
  );
}
