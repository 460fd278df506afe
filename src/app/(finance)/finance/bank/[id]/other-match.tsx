"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Select } from "@/components/ui/select";
import { bankAccountNames } from "@/trpc/inputs/bank";
import { useMatch } from "./use-match";

const CHOICES = [...bankAccountNames, "set_aside"] as const;

/** Books a line against an account of finance's choice, or sets it aside, with a reason. */
export function OtherMatch({ lineId }: { lineId: string }) {
  const t = useTranslations("accounting.bank");
  const { match, isPending } = useMatch(lineId);
  const [against, setAgainst] = useState<(typeof CHOICES)[number]>("set_aside");
  const [note, setNote] = useState("");
  const [isMissing, setMissing] = useState(false);
  const submit = async () => {
    if (note.trim() === "") {
      setMissing(true);
      return;
    }
    await match(
      against === "set_aside"
        ? { kind: "set_aside", note }
        : { kind: "other", account: against, note },
    );
  };
  return (
    <Form className="max-w-xl" onSubmit={submit}>
      <p className="-mt-3 text-ink-soft">{t("otherText")}</p>
      <Select
        label={t("against")}
        items={CHOICES.map((value) => ({ value, label: t(`accounts.${value}`) }))}
        value={against}
        onChange={setAgainst}
      />
      <Field name="note" label={t("note")} error={isMissing ? t("noteMissing") : undefined}>
        <Input
          maxLength={500}
          value={note}
          onValueChange={(value) => {
            setNote(value);
            setMissing(false);
          }}
        />
      </Field>
      <div>
        <Button type="submit" variant="secondary" isPending={isPending}>
          {t("book")}
        </Button>
      </div>
    </Form>
  );
}
