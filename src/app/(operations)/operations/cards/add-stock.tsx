"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { cn } from "@/components/cn";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { controlLook, Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Notice } from "@/components/ui/notice";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";
import type { RouterOutputs } from "@/trpc/outputs";

type Problems = RouterOutputs["operations"]["cards"]["addStock"]["problems"];

/** Takes the cards of a maker's list into the stock. */
export function AddStock() {
  const t = useTranslations("cards.operations");
  return (
    <Dialog
      trigger={<Button>{t("addStock")}</Button>}
      title={t("addStock")}
      description={t("addStockText")}
    >
      {(close) => <StockForm onDone={close} />}
    </Dialog>
  );
}

function StockForm({ onDone }: { onDone: () => void }) {
  const t = useTranslations("cards.operations");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync, isPending } = useMutation(trpc.operations.cards.addStock.mutationOptions());
  const [batch, setBatch] = useState("");
  const [list, setList] = useState("");
  const [isEmpty, setEmpty] = useState(false);
  const [problems, setProblems] = useState<Problems>([]);
  const add = async () => {
    try {
      const { added, known, problems: wrong } = await mutateAsync({ batch, list });
      toast.success(t("addedDone", { added, known }));
      router.refresh();
      setProblems(wrong);
      if (wrong.length === 0) onDone();
    } catch (error) {
      if (refusalOf(error) === "BAD_REQUEST") setEmpty(true);
      else toast.error(action("failed"));
    }
  };
  return (
    <Form onSubmit={add}>
      {problems.length === 0 ? null : (
        <Notice tone="wait" title={t("problems")}>
          <ul className="max-h-40 overflow-y-auto">
            {problems.map(({ line, problem }) => (
              <li key={line}>{t("line", { line, problem: t(`problem.${problem}`) })}</li>
            ))}
          </ul>
        </Notice>
      )}
      <Field name="batch" label={t("batch")} hint={t("batchHint")}>
        <Input value={batch} maxLength={60} onChange={(event) => setBatch(event.target.value)} />
      </Field>
      <Field name="list" label={t("list")} error={isEmpty ? t("empty") : undefined}>
        <Input
          render={<textarea rows={8} />}
          className={cn(controlLook, "h-auto py-2 font-mono")}
          value={list}
          spellCheck={false}
          onChange={(event) => {
            setList(event.target.value);
            setEmpty(false);
          }}
        />
      </Field>
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="secondary" onClick={onDone}>
          {action("cancel")}
        </Button>
        <Button
          type="submit"
          isPending={isPending}
          disabled={batch.trim() === "" || list.trim() === ""}
        >
          {t("submit")}
        </Button>
      </div>
    </Form>
  );
}
