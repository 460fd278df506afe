"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, type ComponentProps } from "react";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { refusalOf } from "@/trpc/refusal-of";

/** What a deed with words needs to say of itself. */
interface WordsDeed {
  readonly trigger: ComponentProps<typeof Dialog>["trigger"];
  readonly title: string;
  readonly lead: string;
  readonly label: string;
  readonly missing: string;
  readonly send: string;
  readonly done: string;
  readonly isDanger?: boolean;
  readonly onSend: (words: string) => Promise<unknown>;
}

/** A deed that needs words, in a dialog. */
export function WordsDialog(deed: WordsDeed) {
  return (
    <Dialog trigger={deed.trigger} title={deed.title} description={deed.lead}>
      {(close) => <WordsForm deed={deed} onDone={close} />}
    </Dialog>
  );
}

function WordsForm({ deed, onDone }: { deed: WordsDeed; onDone: () => void }) {
  const t = useTranslations("disputes.page");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const [words, setWords] = useState("");
  const [isMissing, setMissing] = useState(false);
  const [isPending, setPending] = useState(false);
  const submit = async () => {
    if (words.trim() === "") return setMissing(true);
    setPending(true);
    try {
      await deed.onSend(words);
      toast.success(deed.done);
    } catch (error) {
      const hasMoved = refusalOf(error) === "PRECONDITION_FAILED";
      toast.error(hasMoved ? t("changed") : action("failed"));
      if (!hasMoved) return;
    } finally {
      setPending(false);
    }
    onDone();
    router.refresh();
  };
  return (
    <Form onSubmit={submit}>
      <Field name="words" label={deed.label} error={isMissing ? deed.missing : undefined}>
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
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="secondary" onClick={onDone}>
          {action("cancel")}
        </Button>
        <Button type="submit" variant={deed.isDanger ? "danger" : "primary"} isPending={isPending}>
          {deed.send}
        </Button>
      </div>
    </Form>
  );
}
