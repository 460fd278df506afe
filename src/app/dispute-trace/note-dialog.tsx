"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { FormButtons } from "@/components/ui/form-buttons";
import { RadioList } from "@/components/ui/radio-list";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";
import type { EncodedPicture } from "./encode-picture";
import { PictureField } from "./picture-field";
import type { TraceAudience } from "./trace-list";

const READERS = ["driver", "partner", "finance"] as const;

interface NoteProps {
  readonly id: string;
  readonly side: TraceAudience;
  readonly label: string;
  readonly lead: string;
  /** For finance: the words of "who reads it". */
  readonly readersLegend?: string;
}

/** Adds words or pictures to a dispute, from the side whose page it stands on. */
export function NoteDialog(props: NoteProps) {
  const { label, lead } = props;
  return (
    <Dialog trigger={<Button variant="secondary">{label}</Button>} title={label} description={lead}>
      {(close) => <NoteForm {...props} onDone={close} />}
    </Dialog>
  );
}

function NoteForm({ id, side, readersLegend, onDone }: NoteProps & { onDone: () => void }) {
  const t = useTranslations("disputes.page");
  const readerWords = useTranslations("disputes.trace.readers");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const { send, isPending } = useSend(side);
  const [words, setWords] = useState("");
  const [pictures, setPictures] = useState<readonly EncodedPicture[]>([]);
  const [readers, setReaders] = useState<(typeof READERS)[number]>("driver");
  const [isMissing, setMissing] = useState(false);
  const submit = async () => {
    if (words.trim() === "" && pictures.length === 0) return setMissing(true);
    try {
      await send({ id, words, pictures: pictures.map(({ base64 }) => base64), readers });
      toast.success(t("noteSent"));
    } catch (error) {
      toast.error(refusalOf(error) === "PRECONDITION_FAILED" ? t("changed") : action("failed"));
      if (refusalOf(error) !== "PRECONDITION_FAILED") return;
    }
    onDone();
    router.refresh();
  };
  return (
    <Form onSubmit={submit}>
      {readersLegend ? (
        <RadioList
          legend={readersLegend}
          items={READERS.map((value) => ({ value, label: readerWords(value) }))}
          value={readers}
          onChange={setReaders}
        />
      ) : null}
      <Field name="words" label={t("noteText")} error={isMissing ? t("noteMissing") : undefined}>
        <Input
          render={<textarea rows={4} />}
          className="h-auto py-2"
          maxLength={2000}
          value={words}
          onValueChange={(next) => {
            setWords(next);
            setMissing(false);
          }}
        />
      </Field>
      <PictureField pictures={pictures} onChange={setPictures} />
      <FormButtons send={t("noteSend")} isPending={isPending} onCancel={onDone} />
    </Form>
  );
}

interface Note {
  readonly id: string;
  readonly words: string;
  readonly pictures: string[];
  readonly readers: (typeof READERS)[number];
}

function useSend(side: TraceAudience) {
  const trpc = useTRPC();
  const driver = useMutation(trpc.driver.disputes.note.mutationOptions());
  const finance = useMutation(trpc.finance.objections.note.mutationOptions());
  const partner = useMutation(trpc.partner.disputes.note.mutationOptions());
  const of = { driver, finance, partner }[side];
  const send = async ({ readers, ...note }: Note): Promise<void> => {
    if (side === "finance") await finance.mutateAsync({ ...note, readers });
    else if (side === "partner") await partner.mutateAsync(note);
    else await driver.mutateAsync(note);
  };
  return { send, isPending: of.isPending };
}
