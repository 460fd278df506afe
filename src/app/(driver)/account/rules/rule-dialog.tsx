"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { FormProvider, useForm } from "react-hook-form";
import type { Rule, RuleChoices } from "@/app/(driver)/account/account-view";
import { useSaving } from "@/app/(driver)/account/use-saving";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useTRPC } from "@/trpc/client";
import { ruleInput, type RuleInput } from "@/trpc/inputs/account";
import { formOfCondition } from "@/trpc/inputs/rule-form";
import { RuleFields } from "./rule-fields";

const WORKDAYS = 31;

/** Says a new rule; workdays are proposed. */
export function AddRule({ choices }: { choices: RuleChoices }) {
  const t = useTranslations("account.rules");
  const values: RuleInput = {
    ...formOfCondition({ from: "07:00", to: "18:00" }),
    id: "",
    name: "",
    weekdays: WORKDAYS,
    purpose: "business",
    costCentreId: "",
  };
  return (
    <Dialog
      trigger={
        <Button variant="secondary" size="sm">
          {t("add")}
        </Button>
      }
      title={t("addTitle")}
    >
      {(close) => <RuleForm values={values} choices={choices} onDone={close} />}
    </Dialog>
  );
}

/** Says a rule anew. */
export function EditRule({ rule, choices }: { rule: Rule; choices: RuleChoices }) {
  const t = useTranslations("account.rules");
  const { id, name, purpose, condition } = rule;
  const values: RuleInput = {
    ...formOfCondition(condition),
    id,
    name,
    purpose,
    costCentreId: rule.costCentreId ?? "",
  };
  return (
    <Dialog
      trigger={
        <Button variant="secondary" size="sm" aria-label={`${t("edit")}: ${name}`}>
          {t("edit")}
        </Button>
      }
      title={t("editTitle", { name })}
    >
      {(close) => <RuleForm values={values} choices={choices} onDone={close} />}
    </Dialog>
  );
}

function RuleForm({
  values,
  choices,
  onDone,
}: {
  values: RuleInput;
  choices: RuleChoices;
  onDone: () => void;
}) {
  const t = useTranslations("account.rules");
  const action = useTranslations("shell.action");
  const { mutateAsync } = useMutation(useTRPC().driver.account.saveRule.mutationOptions());
  const save = useSaving();
  const form = useForm<RuleInput>({ resolver: zodResolver(ruleInput), defaultValues: values });
  const submit = form.handleSubmit(async (input) => {
    if (await save(() => mutateAsync(input), t("saved", { name: input.name }))) onDone();
  });
  return (
    <FormProvider {...form}>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <RuleFields choices={choices} />
        <div className="flex flex-wrap justify-end gap-3">
          <Button variant="secondary" onClick={onDone}>
            {action("cancel")}
          </Button>
          <Button type="submit" isPending={form.formState.isSubmitting}>
            {t("save")}
          </Button>
        </div>
      </form>
    </FormProvider>
  );
}
