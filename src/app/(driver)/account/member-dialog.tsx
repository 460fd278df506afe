"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Form } from "@/components/ui/form";
import { Select } from "@/components/ui/select";
import { useTRPC } from "@/trpc/client";
import { refusalReasonOf } from "@/trpc/refusal-of";
import { inviteInput, type InviteInput } from "@/trpc/inputs/account";
import type { CostCentre, NamedMember } from "./account-view";
import { useSaving } from "./use-saving";

interface Choices {
  readonly costCentres: readonly CostCentre[];
}

/** Asks somebody to use the account. */
export function InviteMember({ costCentres }: Choices) {
  const t = useTranslations("account.member");
  const words = useTranslations("account.people");
  return (
    <Dialog
      trigger={<Button>{words("add")}</Button>}
      title={t("inviteTitle")}
      description={t("inviteText")}
    >
      {(close) => <MemberForm costCentres={costCentres} onDone={close} />}
    </Dialog>
  );
}

/** Changes what a member is called, may do and is booked on. */
export function EditMember({ member, costCentres }: Choices & { member: NamedMember }) {
  const t = useTranslations("account.member");
  const words = useTranslations("account.people");
  return (
    <Dialog
      trigger={
        <Button variant="secondary" size="sm" aria-label={`${words("edit")}: ${member.name}`}>
          {words("edit")}
        </Button>
      }
      title={t("editTitle", { name: member.name })}
    >
      {(close) => <MemberForm member={member} costCentres={costCentres} onDone={close} />}
    </Dialog>
  );
}

const ROLES = ["driver", "bookkeeper", "admin"] as const;

function MemberForm({
  member,
  costCentres,
  onDone,
}: Choices & { member?: NamedMember; onDone: () => void }) {
  const t = useTranslations("account.member");
  const action = useTranslations("shell.action");
  const trpc = useTRPC().driver.account;
  const invite = useMutation(trpc.invite.mutationOptions());
  const change = useMutation(trpc.changeMember.mutationOptions());
  const save = useSaving();
  const [values, setValues] = useState<InviteInput>({
    name: member?.name ?? "",
    email: member?.email ?? "",
    role: member?.role ?? "driver",
    costCentreId: member?.costCentreId ?? "",
  });
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const set = (part: Partial<InviteInput>) => setValues({ ...values, ...part });
  const submit = async () => {
    const read = inviteInput.safeParse(values);
    const faults = read.success ? [] : read.error.issues.map(({ path }) => String(path[0]));
    setWrong(faults);
    if (!read.success) return;
    const { email, ...rest } = read.data;
    const done = member
      ? await save(
          () => change.mutateAsync({ id: member.id, ...rest }),
          t("saved", { name: rest.name }),
        )
      : await save(
          () => invite.mutateAsync(read.data),
          t("invited", { email }),
          (error) => (refusalReasonOf(error, "field") === "email" ? t("emailTaken") : undefined),
        );
    if (done) onDone();
  };
  const errorOf = (field: string, words: string) => (wrong.includes(field) ? words : undefined);
  return (
    <Form onSubmit={submit}>
      <Field name="name" label={t("name")} error={errorOf("name", t("nameInvalid"))}>
        <Input
          value={values.name}
          maxLength={100}
          autoComplete="off"
          onChange={(event) => set({ name: event.target.value })}
        />
      </Field>
      {member ? null : (
        <Field name="email" label={t("email")} error={errorOf("email", t("emailInvalid"))}>
          <Input
            type="email"
            value={values.email}
            autoComplete="off"
            onChange={(event) => set({ email: event.target.value })}
          />
        </Field>
      )}
      <Select
        label={t("role")}
        items={ROLES.map((value) => ({ value, label: t(`roleText.${value}`) }))}
        value={values.role}
        onChange={(role) => set({ role })}
      />
      {costCentres.length > 0 ? (
        <div className="flex flex-col gap-1.5">
          <Select<string>
            label={t("costCentre")}
            items={[
              { value: "", label: t("noCostCentre") },
              ...costCentres.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` })),
            ]}
            value={values.costCentreId}
            onChange={(costCentreId) => set({ costCentreId })}
          />
          <p className="text-sm text-ink-soft">{t("costCentreHint")}</p>
        </div>
      ) : null}
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="secondary" onClick={onDone}>
          {action("cancel")}
        </Button>
        <Button type="submit" isPending={invite.isPending || change.isPending}>
          {t(member ? "save" : "invite")}
        </Button>
      </div>
    </Form>
  );
}
