"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { RulesWords } from "@/app/(finance)/finance/dunning/rules-words";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";
import type { DunningRulesForm } from "@/trpc/inputs/dunning";
import { RulesFields } from "./rules-fields";

/** Writes a new version of a country's rules: shown in words first, then published. */
export function RulesEditor({ name, initial }: { name: string; initial: DunningRulesForm }) {
  const t = useTranslations("dunning.rules");
  const [isOpen, setOpen] = useState(false);
  if (!isOpen) {
    return (
      <Button variant="secondary" className="self-start" onClick={() => setOpen(true)}>
        {t("new")}
      </Button>
    );
  }
  return <OpenEditor name={name} initial={initial} onClose={() => setOpen(false)} />;
}

function OpenEditor({
  name,
  initial,
  onClose,
}: {
  name: string;
  initial: DunningRulesForm;
  onClose: () => void;
}) {
  const t = useTranslations("dunning.rules");
  const problem = useTranslations("dunning.problem");
  const action = useTranslations("shell.action");
  const deed = useTranslations("dunning.action");
  const router = useRouter();
  const trpc = useTRPC();
  const [form, setForm] = useState(initial);
  const preview = useMutation(trpc.finance.dunning.previewRules.mutationOptions());
  const publish = useMutation(trpc.finance.dunning.publishRules.mutationOptions());
  const shown = preview.data;
  const change = (next: DunningRulesForm) => {
    setForm(next);
    // What was shown is no longer what is written.
    preview.reset();
  };
  const show = () => preview.mutate(form, { onError: () => toast.error(deed("invalid")) });
  const send = async () => {
    try {
      await publish.mutateAsync(form);
    } catch (error) {
      toast.error(refusalOf(error) === "CONFLICT" ? t("conflict") : deed("invalid"));
      return;
    }
    toast.success(t("published"));
    onClose();
    router.refresh();
  };
  return (
    <form
      aria-label={t("newTitle", { country: name })}
      className="flex flex-col gap-5 border-t pt-5"
      onSubmit={(event) => {
        event.preventDefault();
        show();
      }}
    >
      <h3 className="text-lg font-semibold">{t("newTitle", { country: name })}</h3>
      <RulesFields form={form} onChange={change} />
      {shown && shown.problems.length > 0 ? (
        <Notice tone="bad" title={deed("invalid")}>
          {shown.problems.map((one) => problem(one)).join(" ")}
        </Notice>
      ) : null}
      {shown?.problems.length === 0 ? (
        <Notice title={t("previewTitle")}>
          <RulesWords rules={shown.rules} />
        </Notice>
      ) : null}
      <div className="flex flex-wrap gap-3">
        <Button variant="secondary" onClick={onClose}>
          {action("cancel")}
        </Button>
        <Button type="submit" variant="secondary" isPending={preview.isPending}>
          {t("preview")}
        </Button>
        <Button
          disabled={shown?.problems.length !== 0}
          isPending={publish.isPending}
          onClick={() => void send()}
        >
          {t("publish")}
        </Button>
      </div>
    </form>
  );
}
