"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { ConfirmDialog, Dialog } from "@/components/ui/dialog";
import { Section } from "@/components/ui/section";
import { useTRPC } from "@/trpc/client";
import { InvitePerson } from "./invite-person";

interface Person {
  readonly userId: string;
  readonly email: string;
  readonly name: string | null;
}

/** Who at the partner may sign in and see its pages. */
export function PartnerPeople({
  partnerId,
  people,
}: {
  partnerId: string;
  people: readonly Person[];
}) {
  const t = useTranslations("partner.access");
  return (
    <Section title={t("people")}>
      <p className="-mt-3 text-sm text-ink-soft">
        {t(people.length === 0 ? "peopleNoneText" : "peopleText")}
      </p>
      {people.length === 0 ? null : (
        <ul className="border-t">
          {people.map((person) => (
            <li
              key={person.userId}
              className="flex items-center justify-between gap-4 border-b py-2.5"
            >
              <div className="min-w-0">
                <p className="font-medium">{person.name ?? person.email}</p>
                <p className="text-sm break-all text-ink-soft">{person.email}</p>
              </div>
              <Withdraw partnerId={partnerId} person={person} />
            </li>
          ))}
        </ul>
      )}
      <Dialog
        trigger={
          <Button variant="secondary" className="self-start">
            {t("personAdd")}
          </Button>
        }
        title={t("personAdd")}
        description={t("peopleText")}
      >
        {(close) => <InvitePerson partnerId={partnerId} onDone={close} />}
      </Dialog>
    </Section>
  );
}

function Withdraw({ partnerId, person }: { partnerId: string; person: Person }) {
  const t = useTranslations("partner.access");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const { mutateAsync } = useMutation(trpc.operations.partners.withdrawPerson.mutationOptions());
  const { userId } = person;
  const withdraw = async () => {
    try {
      await mutateAsync({ partnerId, userId });
      toast.success(t("personWithdrawn"));
    } catch {
      toast.error(action("failed"));
    }
    router.refresh();
  };
  return (
    <ConfirmDialog
      trigger={
        <Button variant="quiet" size="sm">
          {t("personWithdraw")}
        </Button>
      }
      title={t("personWithdrawTitle", { name: person.name ?? person.email })}
      description={t("personWithdrawText")}
      confirmLabel={t("personWithdraw")}
      isDanger
      onConfirm={withdraw}
    />
  );
}
