"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { money } from "@/core/money/money";
import { formatMoney } from "@/i18n/formats";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";
import { DeedDialog } from "./deed-dialog";

/** An amount on its way to the browser. */
interface PlainAmount {
  readonly amountMinor: string;
  readonly currency: string;
}

/** What the deeds of a case need to know. */
export interface ActionFacts {
  readonly id: string;
  readonly name: string;
  readonly state: "active" | "paused" | "closed";
  readonly outcome: string | null;
  readonly canHandOver: boolean;
  readonly owed: PlainAmount;
  readonly writtenOff: PlainAmount;
}

/** What finance can do with a case: each deed shows what it books, asks once and is sent once. */
export function CaseActions({ facts }: { facts: ActionFacts }) {
  const isOpen = facts.state !== "closed";
  return (
    <div className="flex flex-wrap gap-3">
      {facts.state === "paused" ? <Resume facts={facts} /> : null}
      {isOpen ? <Pause facts={facts} /> : null}
      {facts.canHandOver ? <HandOver facts={facts} /> : null}
      {isOpen || facts.outcome === "handed_over" ? <WriteOff facts={facts} /> : null}
      {facts.writtenOff.amountMinor === "0" ? null : <Recover facts={facts} />}
    </div>
  );
}

/** Sends a deed, says what became of it, and shows the case anew. True when the dialog can close. */
function useDeed() {
  const t = useTranslations("dunning.action");
  const shell = useTranslations("shell.action");
  const router = useRouter();
  return async (send: () => Promise<string>): Promise<boolean> => {
    try {
      toast.success(await send());
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === "BAD_REQUEST") {
        toast.error(t("invalid"));
        return false;
      }
      const hasChanged = refusal === "CONFLICT" || refusal === "PRECONDITION_FAILED";
      toast.error(hasChanged ? t("changed") : shell("failed"));
      if (!hasChanged) return false;
    }
    router.refresh();
    return true;
  };
}

function useAmount({ amountMinor, currency }: PlainAmount): string {
  return formatMoney(money(BigInt(amountMinor), currency), useLocale());
}

function Pause({ facts }: { facts: ActionFacts }) {
  const t = useTranslations("dunning.action");
  const trpc = useTRPC();
  const deed = useDeed();
  const { mutateAsync } = useMutation(trpc.finance.dunning.pause.mutationOptions());
  return (
    <DeedDialog
      trigger={<Button variant="secondary">{t("pause")}</Button>}
      title={t("pauseTitle")}
      description={t("pauseText")}
      confirmLabel={t("pause")}
      fields={[
        { name: "reason", label: t("reason") },
        { name: "until", label: t("until"), type: "date", isOptional: true },
      ]}
      onConfirm={({ reason = "", until = "" }) =>
        deed(async () => {
          await mutateAsync({ id: facts.id, reason, until });
          return t("pauseDone");
        })
      }
    />
  );
}

function Resume({ facts }: { facts: ActionFacts }) {
  const t = useTranslations("dunning.action");
  const trpc = useTRPC();
  const deed = useDeed();
  const { mutateAsync } = useMutation(trpc.finance.dunning.resume.mutationOptions());
  return (
    <ConfirmDialog
      trigger={<Button variant="secondary">{t("resume")}</Button>}
      title={t("resumeTitle")}
      description={t("resumeText")}
      confirmLabel={t("resume")}
      onConfirm={() =>
        deed(async () => {
          await mutateAsync({ id: facts.id });
          return t("resumeDone");
        })
      }
    />
  );
}

function WriteOff({ facts }: { facts: ActionFacts }) {
  const t = useTranslations("dunning.action");
  const trpc = useTRPC();
  const deed = useDeed();
  const amount = useAmount(facts.owed);
  // One id for as long as the page stands: two clicks are one deed.
  const [deedId] = useState(() => crypto.randomUUID());
  const { mutateAsync } = useMutation(trpc.finance.dunning.writeOff.mutationOptions());
  return (
    <DeedDialog
      trigger={<Button variant="secondary">{t("writeOff")}</Button>}
      title={t("writeOffTitle", { amount })}
      description={t("writeOffText", { amount, name: facts.name })}
      confirmLabel={t("writeOff")}
      isDanger
      fields={[{ name: "reason", label: t("reason") }]}
      onConfirm={({ reason = "" }) =>
        deed(async () => {
          const { amountMinor } = facts.owed;
          const outcome = await mutateAsync({ id: facts.id, deedId, amountMinor, reason });
          return outcome === "asked" ? t("writeOffAsked") : t("writeOffDone");
        })
      }
    />
  );
}

function Recover({ facts }: { facts: ActionFacts }) {
  const t = useTranslations("dunning.action");
  const trpc = useTRPC();
  const deed = useDeed();
  const most = useAmount(facts.writtenOff);
  const [deedId, setDeedId] = useState(() => crypto.randomUUID());
  const { mutateAsync } = useMutation(trpc.finance.dunning.recover.mutationOptions());
  return (
    <DeedDialog
      trigger={<Button variant="secondary">{t("recover")}</Button>}
      title={t("recoverTitle")}
      description={t("recoverText", { amount: most, name: facts.name })}
      confirmLabel={t("recover")}
      fields={[{ name: "amount", label: t("amount"), isFigure: true }]}
      onConfirm={({ amount = "" }) =>
        deed(async () => {
          const { currency } = facts.writtenOff;
          await mutateAsync({ id: facts.id, deedId, amount, currency });
          setDeedId(crypto.randomUUID());
          return t("recoverDone");
        })
      }
    />
  );
}

function HandOver({ facts }: { facts: ActionFacts }) {
  const t = useTranslations("dunning.action");
  const trpc = useTRPC();
  const deed = useDeed();
  const amount = useAmount(facts.owed);
  const { mutateAsync } = useMutation(trpc.finance.dunning.handOver.mutationOptions());
  return (
    <DeedDialog
      trigger={<Button variant="secondary">{t("handOver")}</Button>}
      title={t("handOverTitle", { amount })}
      description={t("handOverText")}
      confirmLabel={t("handOver")}
      fields={[{ name: "agency", label: t("agency") }]}
      onConfirm={({ agency = "" }) =>
        deed(async () => {
          const { amountMinor } = facts.owed;
          await mutateAsync({ id: facts.id, amountMinor, agency });
          return t("handOverDone");
        })
      }
    />
  );
}
