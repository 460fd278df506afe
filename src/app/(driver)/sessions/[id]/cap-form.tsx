"use client";

import { useMutation } from "@tanstack/react-query";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Tick } from "@/app/(driver)/tick";
import { AmountField, readAmount, useWrittenAmount } from "@/components/amount-field";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { money, type Money } from "@/core/money/money";
import { formatMoney } from "@/i18n/formats";
import { useTRPC } from "@/trpc/client";
import type { LiveView } from "./live-view";

/** Sets the most that a running charge may cost, and on wish each charge from now on. */
export function CapForm({
  sessionId,
  view,
  total,
  onDone,
}: {
  sessionId: string;
  view: LiveView["cap"];
  total: Money;
  onDone: () => void;
}) {
  const t = useTranslations("quote.live.cap");
  const locale = useLocale();
  const trpc = useTRPC().driver.live;
  const written = useWrittenAmount();
  const { currency } = total;
  const { cap, canStop, standing, mayStand } = view;
  const [text, setText] = useState(
    cap?.currency === currency ? written(cap.amountMinor, currency) : "",
  );
  const [action, setAction] = useState<"tell" | "stop">(cap?.action ?? (canStop ? "stop" : "tell"));
  const [isAlways, setAlways] = useState(false);
  const [isWrong, setWrong] = useState(false);
  const one = useMutation(trpc.setCap.mutationOptions());
  const all = useMutation(trpc.setDefaultCap.mutationOptions());
  const amountMinor = readAmount(text, currency);
  const isBelow = amountMinor !== null && amountMinor > 0n && amountMinor <= total.amountMinor;
  const save = async (minor: bigint | null) => {
    const possible = canStop ? action : "tell";
    const asked = { currency, amountMinor: minor?.toString() ?? null, action: possible };
    try {
      if (isAlways) await all.mutateAsync(asked);
      await one.mutateAsync({ id: sessionId, ...asked });
      toast.success(t(minor === null ? "removed" : "saved"));
      onDone();
    } catch {
      toast.error(t("failed"));
    }
  };
  const submit = () => {
    const isAmount = amountMinor !== null && amountMinor > 0n;
    setWrong(!isAmount);
    if (isAmount) void save(amountMinor);
  };
  return (
    <form
      noValidate
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <AmountField
        name="cap"
        label={t("amount", { currency })}
        error={isWrong ? t("wrong") : undefined}
        value={text}
        onChange={setText}
      />
      {isBelow ? (
        <p className="text-sm font-medium text-wait">
          {t("below", { total: formatMoney(total, locale) })}
        </p>
      ) : null}
      <Select
        label={t("action")}
        items={(canStop ? (["stop", "tell"] as const) : (["tell"] as const)).map((value) => ({
          value,
          label: t(value),
        }))}
        value={canStop ? action : "tell"}
        onChange={setAction}
      />
      <p className="text-sm text-ink-soft">{t(canStop ? "stopNote" : "noStop")}</p>
      {mayStand ? (
        <>
          <Tick label={t("always", { currency })} isTicked={isAlways} onTick={setAlways} />
          {standing ? (
            <p className="text-sm text-ink-soft">
              {t("standing", { cap: formatMoney(money(standing.amountMinor, currency), locale) })}
            </p>
          ) : null}
        </>
      ) : null}
      <p className="text-sm text-ink-soft">{t("relation")}</p>
      <div className="flex flex-wrap justify-end gap-3">
        {cap || (standing && isAlways) ? (
          <Button variant="quiet" isPending={one.isPending} onClick={() => void save(null)}>
            {t("remove")}
          </Button>
        ) : null}
        <Button type="submit" isPending={one.isPending}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}
