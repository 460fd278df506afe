"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import type { EncodedPicture } from "@/app/dispute-trace/encode-picture";
import { PictureField } from "@/app/dispute-trace/picture-field";
import { useReasonWords } from "@/app/dispute-trace/use-reason-words";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { FormButtons } from "@/components/ui/form-buttons";
import { RadioList } from "@/components/ui/radio-list";
import type { ClockDays } from "@/core/disputes/dispute-clock";
import { useTRPC } from "@/trpc/client";

const REASONS = ["amount", "overlap", "not_me", "no_charge", "fault", "other"] as const;
type Reason = (typeof REASONS)[number];

interface Asked {
  readonly sessionId: string;
  /** What the card is called that it was charged with; null where it cannot be blocked. */
  readonly token: string | null;
  readonly days: ClockDays;
  readonly suggested: Reason;
}

/** A driver says that a charge is not right: a reason, his words, pictures, and what will happen. */
export function DisputeForm(asked: Asked) {
  const t = useTranslations("disputes.form");
  return (
    <Dialog
      trigger={<Button variant="secondary">{t("open")}</Button>}
      title={t("title")}
      description={t("lead")}
      className="w-[34rem]"
    >
      {(close) => <Fields asked={asked} onDone={close} />}
    </Dialog>
  );
}

function Fields({ asked, onDone }: { asked: Asked; onDone: () => void }) {
  const t = useTranslations("disputes.form");
  const reasonOf = useReasonWords();
  const action = useTranslations("shell.action");
  const router = useRouter();
  const { mutateAsync, isPending } = useMutation(useTRPC().driver.disputes.open.mutationOptions());
  const [reason, setReason] = useState<Reason>(asked.suggested);
  const [text, setText] = useState("");
  const [pictures, setPictures] = useState<readonly EncodedPicture[]>([]);
  const [blocks, setBlocks] = useState(true);
  const [isMissing, setMissing] = useState(false);
  const offersBlock = reason === "not_me" && asked.token !== null;
  const submit = async () => {
    if (text.trim() === "") return setMissing(true);
    try {
      const { id, number } = await mutateAsync({
        id: asked.sessionId,
        reason,
        text,
        pictures: pictures.map(({ base64 }) => base64),
        blocksToken: offersBlock && blocks,
      });
      toast.success(t("sent", { number }));
      onDone();
      router.push(`/disputes/${id}`);
    } catch {
      toast.error(action("failed"));
    }
  };
  return (
    <Form onSubmit={submit}>
      <RadioList
        legend={t("reason")}
        items={REASONS.map((value) => ({ value, label: reasonOf(value) }))}
        value={reason}
        onChange={setReason}
      />
      {offersBlock ? (
        <label className="flex cursor-pointer items-start gap-3">
          <input
            type="checkbox"
            checked={blocks}
            onChange={(event) => setBlocks(event.target.checked)}
            className="mt-1 size-4 shrink-0 accent-brand"
          />
          <span>
            {t("block", { card: asked.token ?? "" })}
            <span className="block text-sm text-ink-soft">{t("blockText")}</span>
          </span>
        </label>
      ) : null}
      <Field
        name="text"
        label={t("text")}
        hint={t("textHint")}
        error={isMissing ? t("textMissing") : undefined}
      >
        <Input
          render={<textarea rows={4} />}
          className="h-auto py-2"
          maxLength={2000}
          value={text}
          onValueChange={(next) => {
            setText(next);
            setMissing(false);
          }}
        />
      </Field>
      <PictureField pictures={pictures} onChange={setPictures} />
      <WhatIsNext asked={asked} />
      <FormButtons send={t("send")} isPending={isPending} onCancel={onDone} />
    </Form>
  );
}

/** What will happen, and how long each step may take. */
function WhatIsNext({ asked: { days } }: { asked: Asked }) {
  const t = useTranslations("disputes.form");
  return (
    <section className="flex flex-col gap-1.5 border-t border-dashed border-rule-strong pt-4">
      <h3 className="text-sm font-medium">{t("next")}</h3>
      <ol className="flex list-decimal flex-col gap-1 pl-5 text-sm text-ink-soft">
        <li>{t("next1", { days: days.finance, counts: days.counts })}</li>
        <li>{t("next2", { days: days.partner, counts: days.counts })}</li>
        <li>{t("next3")}</li>
      </ol>
      <p className="text-sm text-ink-soft">{t("nextPaused")}</p>
    </section>
  );
}
