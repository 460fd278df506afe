"use client";

import { useMutation } from "@tanstack/react-query";
import { Download, ShieldCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { useTRPC } from "@/trpc/client";
import { MeterCheckResult } from "./meter-check-result";
import type { Check, MeterView } from "./meter-view";

type KeyHistory = MeterView["keyHistory"];

/** Checks the signature in the reader's own browser, once he asks for it; then the server's answer stands beside it. */
export function MeterCheckPanel({
  sessionId,
  timeZone,
  data,
  billed,
  last,
  keyHistory,
}: Omit<MeterView, "isSigned" | "data"> & {
  sessionId: string;
  timeZone: string;
  data: NonNullable<MeterView["data"]>;
}) {
  const t = useTranslations("metering");
  const { mutateAsync } = useMutation(useTRPC().driver.receipts.checkMeterData.mutationOptions());
  const [isChecking, setChecking] = useState(false);
  const [own, setOwn] = useState<Check | null>(null);
  const [server, setServer] = useState<Check | null>(null);
  const [history, setHistory] = useState<KeyHistory>(keyHistory);
  const [problem, setProblem] = useState<"failed" | "notKept" | null>(null);
  const check = own ?? last?.check ?? null;
  const press = async () => {
    setChecking(true);
    setProblem(null);
    const found = await checkHere(data, billed);
    setOwn(found);
    if (!found) setProblem("failed");
    else {
      const { outcome, signedKwh, key } = found;
      const fingerprint = key?.fingerprint ?? null;
      try {
        const answer = await mutateAsync({ id: sessionId, outcome, signedKwh, fingerprint });
        setServer(answer.check);
        setHistory(answer.keyHistory);
      } catch {
        setProblem("notKept");
      }
    }
    setChecking(false);
  };
  return (
    <div className="flex flex-col gap-5">
      <p className="max-w-prose text-ink-soft">{t("lead")}</p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3 print:hidden">
        <Button
          variant={check ? "secondary" : "primary"}
          isPending={isChecking}
          onClick={() => void press()}
        >
          <ShieldCheck aria-hidden className="size-4" />
          {t(isChecking ? "checking" : check ? "again" : "check")}
        </Button>
        <a
          href={`/sessions/${sessionId}/meter-data`}
          download
          className="tap inline-flex items-center gap-2 text-brand underline underline-offset-4"
        >
          <Download aria-hidden className="size-4" />
          {t("download")}
        </a>
      </div>
      {problem ? <Notice tone="wait" title={t(problem)} /> : null}
      {check ? (
        <MeterCheckResult
          check={check}
          timeZone={timeZone}
          keyHistory={history}
          checkedAt={own ? null : (last?.at ?? null)}
          server={own ? server : null}
        />
      ) : null}
    </div>
  );
}

// The check and its curves come only when they are wanted.
async function checkHere(
  data: NonNullable<MeterView["data"]>,
  { kwh, ...billed }: MeterView["billed"],
): Promise<Check | null> {
  try {
    const [{ checkSignedData }, { micro }] = await Promise.all([
      import("@/metering/check-signed-data"),
      import("@/core/money/quantity"),
    ]);
    return await checkSignedData(data, { ...billed, energy: micro(kwh) });
  } catch {
    return null;
  }
}
