"use client";

import { useMutation } from "@tanstack/react-query";
import Image from "next/image";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { FormButtons } from "@/components/ui/form-buttons";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";

interface Asked {
  readonly id: string;
  readonly operator: string;
  /** What is proposed as the question. */
  readonly words: string;
  /** The driver's pictures, none of which the operator sees unless it is chosen. */
  readonly pictures: readonly string[];
}

/** Asks the operator, with words that finance can change and pictures that it chooses. */
export function AskDialog(asked: Asked) {
  const t = useTranslations("disputes.staff");
  return (
    <Dialog
      trigger={<Button>{t("ask")}</Button>}
      title={t("askTitle", { operator: asked.operator })}
      description={t("askLead")}
      className="w-[36rem]"
    >
      {(close) => <AskForm asked={asked} onDone={close} />}
    </Dialog>
  );
}

function AskForm({ asked, onDone }: { asked: Asked; onDone: () => void }) {
  const t = useTranslations("disputes.staff");
  const page = useTranslations("disputes.page");
  const form = useTranslations("disputes.form");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const { mutateAsync, isPending } = useMutation(
    useTRPC().finance.objections.ask.mutationOptions(),
  );
  const [words, setWords] = useState(asked.words);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [isMissing, setMissing] = useState(false);
  const submit = async () => {
    if (words.trim() === "") return setMissing(true);
    try {
      await mutateAsync({ id: asked.id, words, pictureIds: [...chosen] });
      toast.success(t("askSent"));
    } catch (error) {
      const hasMoved = refusalOf(error) === "PRECONDITION_FAILED";
      toast.error(hasMoved ? page("changed") : action("failed"));
      if (!hasMoved) return;
    }
    onDone();
    router.refresh();
  };
  return (
    <Form onSubmit={submit}>
      <Field name="words" label={t("askWords")} error={isMissing ? form("textMissing") : undefined}>
        <Input
          render={<textarea rows={8} />}
          className="h-auto py-2"
          maxLength={2000}
          value={words}
          onValueChange={(next) => {
            setWords(next);
            setMissing(false);
          }}
        />
      </Field>
      {asked.pictures.length > 0 ? (
        <ChoosePictures ids={asked.pictures} chosen={chosen} onChange={setChosen} />
      ) : null}
      <FormButtons send={t("ask")} isPending={isPending} onCancel={onDone} />
    </Form>
  );
}

function ChoosePictures({
  ids,
  chosen,
  onChange,
}: {
  ids: readonly string[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}) {
  const t = useTranslations("disputes.staff");
  const words = useTranslations("disputes.pictures");
  const toggle = (id: string, isOn: boolean) =>
    onChange(new Set(isOn ? [...chosen, id] : [...chosen].filter((one) => one !== id)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-1.5 text-sm font-medium">{t("askPictures")}</legend>
      <div className="flex flex-wrap gap-3">
        {ids.map((id, index) => (
          <label key={id} className="flex cursor-pointer items-start gap-2">
            <input
              type="checkbox"
              checked={chosen.has(id)}
              onChange={(event) => toggle(id, event.target.checked)}
              className="mt-1 size-4 accent-brand"
            />
            <Image
              unoptimized
              src={`/disputes/pictures/${id}`}
              alt={words("alt", { number: index + 1 })}
              width={80}
              height={80}
              className="size-20 rounded-xs border border-rule-strong object-cover"
            />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
