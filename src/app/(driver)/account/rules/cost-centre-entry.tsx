"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import type { CostCentre } from "@/app/(driver)/account/account-view";
import { useSaving } from "@/app/(driver)/account/use-saving";
import { Form } from "@/components/ui/form";
import { FormButtons } from "@/components/ui/form-buttons";
import { useTRPC } from "@/trpc/client";
import { refusalReasonOf } from "@/trpc/refusal-of";
import { costCentreInput } from "@/trpc/inputs/account";

/** Adds what charges are divided into. */
export function AddCostCentre() {
  const t = useTranslations("account.centres");
  return (
    <Dialog
      trigger={
        <Button variant="secondary" size="sm">
          {t("add")}
        </Button>
      }
      title={t("addTitle")}
    >
      {(close) => <CentreForm onDone={close} />}
    </Dialog>
  );
}

/** A cost centre with its code, and what can be done with it. */
export function CostCentreEntry({ centre }: { centre: CostCentre }) {
  const t = useTranslations("account.centres");
  const { mutateAsync, isPending } = useMutation(
    useTRPC().driver.account.archiveCostCentre.mutationOptions(),
  );
  const save = useSaving();
  const { id, code, name, isArchived } = centre;
  const archive = () =>
    save(
      () => mutateAsync({ id, isArchived: !isArchived }),
      t(isArchived ? "restoreDone" : "archiveDone", { code }),
      (error) => (refusalReasonOf(error, "rules") === undefined ? undefined : t("inUse", { code })),
    );
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-8 gap-y-2 border-b py-4">
      <p className="flex min-w-0 flex-wrap items-baseline gap-x-4 gap-y-1">
        <span className="font-mono font-medium">{code}</span>
        <span className="break-words">{name}</span>
        {isArchived ? <Badge>{t("archived")}</Badge> : null}
      </p>
      <div className="flex flex-wrap gap-2">
        <Dialog
          trigger={
            <Button variant="secondary" size="sm" aria-label={`${t("edit")}: ${code}`}>
              {t("edit")}
            </Button>
          }
          title={t("editTitle", { code })}
        >
          {(close) => <CentreForm centre={centre} onDone={close} />}
        </Dialog>
        <Button
          variant="quiet"
          size="sm"
          isPending={isPending}
          aria-label={`${t(isArchived ? "restore" : "archive")}: ${code}`}
          onClick={() => void archive()}
        >
          {t(isArchived ? "restore" : "archive")}
        </Button>
      </div>
    </li>
  );
}

function CentreForm({ centre, onDone }: { centre?: CostCentre; onDone: () => void }) {
  const t = useTranslations("account.centres");
  const { mutateAsync, isPending } = useMutation(
    useTRPC().driver.account.saveCostCentre.mutationOptions(),
  );
  const save = useSaving();
  const [code, setCode] = useState(centre?.code ?? "");
  const [name, setName] = useState(centre?.name ?? "");
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const submit = async () => {
    const read = costCentreInput.safeParse({ id: centre?.id ?? "", code, name });
    setWrong(read.success ? [] : read.error.issues.map(({ path }) => String(path[0])));
    if (!read.success) return;
    const done = await save(
      () => mutateAsync(read.data),
      t("saved", { code: read.data.code }),
      (error) => (refusalReasonOf(error, "field") === "code" ? t("codeTaken") : undefined),
    );
    if (done) onDone();
  };
  return (
    <Form onSubmit={submit}>
      <Field
        name="code"
        label={t("code")}
        hint={t("codeHint")}
        error={wrong.includes("code") ? t("codeInvalid") : undefined}
      >
        <Input
          isFigure
          value={code}
          maxLength={35}
          autoComplete="off"
          onChange={(event) => setCode(event.target.value)}
        />
      </Field>
      <Field
        name="name"
        label={t("name")}
        error={wrong.includes("name") ? t("nameInvalid") : undefined}
      >
        <Input
          value={name}
          maxLength={100}
          autoComplete="off"
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <FormButtons send={t("save")} isPending={isPending} onCancel={onDone} />
    </Form>
  );
}
