"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useSaving } from "@/app/(driver)/account/use-saving";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Select } from "@/components/ui/select";
import { useTRPC } from "@/trpc/client";
import { refusalReasonOf } from "@/trpc/refusal-of";

interface LabelProps {
  readonly sessionId: string;
  readonly said: { readonly purpose: "business" | "private"; readonly costCentreId: string };
  /** None where he may only say whether it was private. */
  readonly costCentres: readonly { readonly id: string; readonly name: string }[];
}

/** Says by hand what a charge was for, or leaves it to the rules again. */
export function ChangeLabel(props: LabelProps) {
  const t = useTranslations("account.label");
  return (
    <Dialog
      trigger={
        <Button variant="quiet" size="sm">
          {t("change")}
        </Button>
      }
      title={t("dialogTitle")}
    >
      {(close) => <LabelForm {...props} onDone={close} />}
    </Dialog>
  );
}

function LabelForm({ sessionId, said, costCentres, onDone }: LabelProps & { onDone: () => void }) {
  const t = useTranslations("account.label");
  const { mutateAsync, isPending } = useMutation(
    useTRPC().driver.account.setLabel.mutationOptions(),
  );
  const save = useSaving();
  const [purpose, setPurpose] = useState(said.purpose);
  const [costCentreId, setCostCentreId] = useState(said.costCentreId);
  const keep = async (label: LabelProps["said"] | null) => {
    const done = await save(
      () => mutateAsync({ id: sessionId, said: label }),
      t("saved"),
      (error) => (refusalReasonOf(error) === "billed" ? t("isBilled") : undefined),
    );
    if (done) onDone();
  };
  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        void keep({ purpose, costCentreId });
      }}
    >
      <Select
        label={t("purpose")}
        items={(["business", "private"] as const).map((value) => ({ value, label: t(value) }))}
        value={purpose}
        onChange={setPurpose}
      />
      {purpose === "business" && costCentres.length > 0 ? (
        <Select<string>
          label={t("costCentre")}
          items={[
            { value: "", label: t("ownCentre") },
            ...costCentres.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={costCentreId}
          onChange={setCostCentreId}
        />
      ) : null}
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="secondary" isPending={isPending} onClick={() => void keep(null)}>
          {t("asRules")}
        </Button>
        <Button type="submit" isPending={isPending}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
