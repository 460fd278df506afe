"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useTRPC } from "@/trpc/client";
import type { CostCentre, NamedMember } from "./account-view";
import { EditMember } from "./member-dialog";
import { MemberLimit } from "./member-limit";
import { useSaving } from "./use-saving";

/** What can be done with a member. */
export function MemberDeeds({
  member,
  tokens,
  currency,
  costCentres,
}: {
  member: NamedMember;
  tokens: number;
  currency: string;
  costCentres: readonly CostCentre[];
}) {
  const t = useTranslations("account.people");
  const trpc = useTRPC().driver.account;
  const resending = useMutation(trpc.resend.mutationOptions());
  const removal = useMutation(trpc.removeMember.mutationOptions());
  const save = useSaving();
  const { id, name, email, role, isInvited } = member;
  return (
    <div className="flex flex-wrap gap-2">
      {isInvited ? (
        <Button
          variant="secondary"
          size="sm"
          isPending={resending.isPending}
          aria-label={`${t("resend")}: ${name}`}
          onClick={() => void save(() => resending.mutateAsync({ id }), t("resent", { email }))}
        >
          {t("resend")}
        </Button>
      ) : null}
      {role === "bookkeeper" ? null : <MemberLimit member={member} currency={currency} />}
      <EditMember member={member} costCentres={costCentres} />
      <ConfirmDialog
        trigger={
          <Button variant="quiet" size="sm" aria-label={`${t("remove")}: ${name}`}>
            {t("remove")}
          </Button>
        }
        title={t("removeTitle", { name })}
        description={t("removeText", { name, tokens })}
        confirmLabel={t("removeConfirm")}
        isDanger
        onConfirm={() => save(() => removal.mutateAsync({ id }), t("removed", { name }))}
      />
    </div>
  );
}
