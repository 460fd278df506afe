"use client";

import { useMutation } from "@tanstack/react-query";
import { Link2, RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef, useState } from "react";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";
import { ChargeForm } from "./charge-form";
import { LabResult } from "./lab-result";
import { sharedText, textOfShared, trialOf, useLabState, type Pick } from "./lab-state";
import { SourceForm } from "./source-form";

const RESTING_MS = 350;

/** A tariff tried on a drawn charge; it is worked out anew whenever the typing rests. */
export function Lab({
  scope,
  picks,
  firstStart,
}: {
  scope: "all" | "own";
  picks: readonly Pick[];
  firstStart: string;
}) {
  const t = useTranslations("tariffs.lab");
  const [state, set] = useLabState();
  const [pasted, setPasted] = useState(() => (state.p ? (textOfShared(state.p) ?? "") : ""));
  const paste = (text: string) => {
    setPasted(text);
    void set({ p: text.trim() === "" ? null : sharedText(text) });
  };
  const trial = useTrial(trialOf(state, { pasted, scope, firstStart }));
  const share = async () => {
    await navigator.clipboard.writeText(window.location.href).then(
      () => toast.success(t("shared")),
      () => toast.error(window.location.href),
    );
  };
  const reset = () => {
    setPasted("");
    void set(null);
  };
  const isShareable = state.m === "pick" || state.p !== null || pasted.trim() === "";
  return (
    <div className="grid items-start gap-x-12 gap-y-10 lg:grid-cols-[20rem_minmax(0,1fr)]">
      <div className="flex min-w-0 flex-col gap-10">
        <SourceForm
          scope={scope}
          picks={picks}
          state={state}
          set={(changes) => void set(changes)}
          pasted={pasted}
          onPaste={paste}
        />
        <ChargeForm state={state} set={(changes) => void set(changes)} firstStart={firstStart} />
        <div className="flex flex-wrap gap-3">
          <Button variant="secondary" disabled={!isShareable} onClick={() => void share()}>
            <Link2 aria-hidden className="size-4" />
            {t("share")}
          </Button>
          <Button variant="quiet" onClick={reset}>
            <RotateCcw aria-hidden className="size-4" />
            {t("reset")}
          </Button>
          {isShareable ? null : <p className="text-sm text-ink-soft">{t("shareNone")}</p>}
        </div>
      </div>
      <div className="min-w-0" aria-busy={trial.isPending}>
        <Answer trial={trial} />
      </div>
    </div>
  );
}

type Trial = ReturnType<typeof useTrial>;

function Answer({ trial }: { trial: Trial }) {
  const t = useTranslations("tariffs.lab");
  const drawing = useTranslations("tariffs.drawing");
  if (trial.isEmpty) return <Empty title={t("waiting")}>{t("waitingText")}</Empty>;
  if (trial.error) {
    const isRefused = ["NOT_FOUND", "FORBIDDEN"].includes(refusalOf(trial.error) ?? "");
    return (
      <Notice tone="bad" title={t("failed")}>
        {t(isRefused ? "forbidden" : "failedText")}
      </Notice>
    );
  }
  const { answer } = trial;
  if (!answer) return <output>{t("working")}</output>;
  if (answer.kind === "bad-drawing") {
    return (
      <Section title={t("result")}>
        <Notice tone="bad" title={t("failed")}>
          {drawing(answer.fault)}
        </Notice>
      </Section>
    );
  }
  return <LabResult answer={answer} />;
}

/** Asks the server for what is set, once the typing rests; the last answer stays until the next one. */
function useTrial(wanted: ReturnType<typeof trialOf>) {
  const { mutate, data, error, isPending } = useMutation(useTRPC().tariffLab.try.mutationOptions());
  const [answer, setAnswer] = useState(data);
  const key = useMemo(() => JSON.stringify(wanted), [wanted]);
  const isFirst = useRef(true);
  useEffect(() => {
    if (key === "null") return undefined;
    const timer = setTimeout(
      () => mutate(JSON.parse(key) as NonNullable<typeof wanted>, { onSuccess: setAnswer }),
      isFirst.current ? 0 : RESTING_MS,
    );
    isFirst.current = false;
    return () => clearTimeout(timer);
  }, [key, mutate]);
  return { isEmpty: key === "null", answer, error, isPending };
}
