"use client";

import { useMutation } from "@tanstack/react-query";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Rule, RuleChoices } from "@/app/(driver)/account/account-view";
import { useSaving } from "@/app/(driver)/account/use-saving";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { useTRPC } from "@/trpc/client";
import { EditRule } from "./rule-dialog";
import { useRuleWords } from "./rule-words";

/** A rule in its place of the order, in plain words. */
export function RuleEntry({
  rule,
  place,
  last,
  choices,
}: {
  rule: Rule;
  place: number;
  last: number;
  choices: RuleChoices;
}) {
  const t = useTranslations("account.rules");
  const wordsOf = useRuleWords(choices);
  const removal = useMutation(useTRPC().driver.account.removeRule.mutationOptions());
  const save = useSaving();
  const { id, name } = rule;
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3 border-b py-4">
      <div className="flex min-w-0 gap-4">
        <span aria-hidden className="w-5 shrink-0 text-right text-ink-faint tabular-nums">
          {place}
        </span>
        <div className="min-w-0">
          <p className="font-semibold break-words">{name}</p>
          <p className="break-words text-ink-soft">{wordsOf(rule)}</p>
        </div>
      </div>
      <div className="flex flex-wrap gap-2">
        <MoveButton rule={rule} to="up" next={place - 1} isAtEnd={place === 1} />
        <MoveButton rule={rule} to="down" next={place + 1} isAtEnd={place === last} />
        <EditRule rule={rule} choices={choices} />
        <ConfirmDialog
          trigger={
            <Button variant="quiet" size="sm" aria-label={`${t("remove")}: ${name}`}>
              {t("remove")}
            </Button>
          }
          title={t("removeTitle", { name })}
          description={t("removeText")}
          confirmLabel={t("remove")}
          isDanger
          onConfirm={() => save(() => removal.mutateAsync({ id }), t("removed", { name }))}
        />
      </div>
    </li>
  );
}

function MoveButton({
  rule: { id, name },
  to,
  next,
  isAtEnd,
}: {
  rule: Rule;
  to: "up" | "down";
  next: number;
  isAtEnd: boolean;
}) {
  const t = useTranslations("account.rules");
  const { mutateAsync, isPending } = useMutation(
    useTRPC().driver.account.moveRule.mutationOptions(),
  );
  const save = useSaving();
  const Arrow = to === "up" ? ArrowUp : ArrowDown;
  return (
    <Button
      variant="secondary"
      size="sm"
      aria-label={t(to, { name })}
      disabled={isAtEnd}
      isPending={isPending}
      onClick={() => void save(() => mutateAsync({ id, to }), t("moved", { name, place: next }))}
    >
      <Arrow aria-hidden className="size-4" />
    </Button>
  );
}
