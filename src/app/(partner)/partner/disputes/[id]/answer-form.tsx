"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import type { EncodedPicture } from "@/app/dispute-trace/encode-picture";
import { PictureField } from "@/app/dispute-trace/picture-field";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { RadioList } from "@/components/ui/radio-list";
import { formatMicroMoney } from "@/i18n/formats";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";
import { figuresOf, type AnswerFields, type FigureFault } from "./answer-figures";

const ANSWERS = ["agree", "corrected", "disagree"] as const;

interface Asked {
  readonly id: string;
  readonly cdrOcpiId: string;
  readonly currency: string;
  /** What is claimed before tax, 10⁻⁶, as text. */
  readonly claimedMicro: string;
}

const EMPTY: AnswerFields = { answer: "disagree", words: "", energy: "", cost: "" };

/** The partner's answer: agree, other figures, or why the charge is right. Agreeing is asked for once more. */
export function AnswerForm(asked: Asked) {
  const t = useTranslations("disputes.partner");
  const locale = useLocale();
  const [fields, setFields] = useState(EMPTY);
  const [pictures, setPictures] = useState<readonly EncodedPicture[]>([]);
  const [fault, setFault] = useState<FigureFault | "wordsMissing" | null>(null);
  const { send, isPending } = useSend(asked, fields, pictures);
  const change = (part: Partial<AnswerFields>) => {
    setFields({ ...fields, ...part });
    setFault(null);
  };
  const submit = async () => {
    const figures = figuresOf(fields, asked.currency);
    if (typeof figures === "string") return setFault(figures);
    if (fields.words.trim() === "") return setFault("wordsMissing");
    await send(figures);
  };
  const claimed = formatMicroMoney(BigInt(asked.claimedMicro), asked.currency, locale);
  return (
    <form
      noValidate
      className="flex max-w-prose flex-col gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        if (fields.answer !== "agree") void submit();
      }}
    >
      <RadioList
        legend={t("answerTitle")}
        items={ANSWERS.map((value) => ({
          value,
          label: t(`answers.${value}`),
          hint:
            value === "agree"
              ? t("agreeHint", { cdr: asked.cdrOcpiId })
              : value === "corrected"
                ? t("correctedHint")
                : undefined,
        }))}
        value={fields.answer}
        onChange={(answer) => change({ answer })}
      />
      {fields.answer === "corrected" ? (
        <Figures fields={fields} currency={asked.currency} fault={fault} onChange={change} />
      ) : null}
      <Field
        name="words"
        label={t("words")}
        hint={t("wordsHint")}
        error={fault === "wordsMissing" ? t("wordsMissing") : undefined}
      >
        <Input
          render={<textarea rows={4} />}
          className="h-auto py-2"
          maxLength={2000}
          value={fields.words}
          onValueChange={(words) => change({ words })}
        />
      </Field>
      <PictureField pictures={pictures} onChange={setPictures} />
      {fields.answer === "agree" ? (
        <ConfirmDialog
          trigger={<Button className="self-start">{t("send")}</Button>}
          title={t("sendTitle")}
          description={t("sendText", { amount: claimed })}
          confirmLabel={t("send")}
          onConfirm={() => send({})}
        />
      ) : (
        <Button type="submit" isPending={isPending} className="self-start">
          {t("send")}
        </Button>
      )}
    </form>
  );
}

function Figures({
  fields,
  currency,
  fault,
  onChange,
}: {
  fields: AnswerFields;
  currency: string;
  fault: string | null;
  onChange: (part: Partial<AnswerFields>) => void;
}) {
  const t = useTranslations("disputes.partner");
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field
        name="energy"
        label={t("energy")}
        error={fault === "energyWrong" || fault === "figuresMissing" ? t(fault) : undefined}
      >
        <Input
          inputMode="decimal"
          isFigure
          value={fields.energy}
          onValueChange={(energy) => onChange({ energy })}
        />
      </Field>
      <Field
        name="cost"
        label={t("cost", { currency })}
        error={fault === "costWrong" ? t("costWrong") : undefined}
      >
        <Input
          inputMode="decimal"
          isFigure
          value={fields.cost}
          onValueChange={(cost) => onChange({ cost })}
        />
      </Field>
    </div>
  );
}

function useSend(asked: Asked, fields: AnswerFields, pictures: readonly EncodedPicture[]) {
  const t = useTranslations("disputes.partner");
  const page = useTranslations("disputes.page");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const { mutateAsync, isPending } = useMutation(
    useTRPC().partner.disputes.answer.mutationOptions(),
  );
  const send = async (figures: { energyMicroKwh?: bigint; costMinor?: bigint }) => {
    try {
      await mutateAsync({
        id: asked.id,
        answer: fields.answer,
        words: fields.words,
        pictures: pictures.map(({ base64 }) => base64),
        ...figures,
      });
      toast.success(t("sent"));
    } catch (error) {
      const hasMoved = refusalOf(error) === "PRECONDITION_FAILED";
      toast.error(hasMoved ? page("changed") : action("failed"));
      if (!hasMoved) return;
    }
    router.refresh();
  };
  return { send, isPending };
}
