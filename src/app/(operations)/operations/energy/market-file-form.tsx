"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { FileDrop } from "@/components/file-drop";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { biddingZones } from "@/core/smart-charging/market/bidding-zones";
import { useTRPC } from "@/trpc/client";
import type { RouterOutputs } from "@/trpc/outputs";
import { MarketFilePreview } from "./market-file-preview";

type Read = RouterOutputs["operations"]["energy"]["read"];

interface Chosen {
  readonly fileName: string;
  readonly base64: string;
}

interface Answers {
  readonly zone: string;
  readonly currency: string;
}

const CURRENCIES = ["EUR", "SEK", "NOK", "DKK", "PLN", "CHF", "GBP", "CZK", "HUF", "RON", "BGN"];

/** From the file to the stored points: nothing is stored before the reader has seen what would be taken. */
export function MarketFileForm({ zone, onDone }: { zone: string; onDone: () => void }) {
  const t = useTranslations("energy.upload");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const reading = useMutation(trpc.operations.energy.read.mutationOptions());
  const storing = useMutation(trpc.operations.energy.store.mutationOptions());
  const [chosen, setChosen] = useState<Chosen>();
  const [read, setRead] = useState<Read>();
  const [answers, setAnswers] = useState<Answers>({ zone, currency: "EUR" });
  const look = async (file: Chosen, said: Answers) => {
    try {
      setRead(await reading.mutateAsync({ ...file, ...said }));
      setChosen(file);
    } catch {
      toast.error(action("failed"));
    }
  };
  const answer = (change: Partial<Answers>) => {
    const said = { ...answers, ...change };
    setAnswers(said);
    if (chosen) void look(chosen, said);
  };
  const store = async () => {
    if (!chosen) return;
    try {
      const { changed } = await storing.mutateAsync({ ...chosen, ...answers });
      toast.success(t("stored", { changed }));
      onDone();
      router.refresh();
    } catch {
      toast.error(action("failed"));
    }
  };
  return (
    <div className="flex flex-col gap-5">
      <FileDrop
        isPending={reading.isPending}
        onFile={(file) => void look(file, answers)}
        fileName={chosen?.fileName}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label={t("zone")}
          items={biddingZones.map(({ name }) => ({ value: name, label: name }))}
          value={answers.zone}
          onChange={(value) => answer({ zone: value })}
        />
        <Select
          label={t("currency")}
          items={CURRENCIES.map((value) => ({ value, label: value }))}
          value={answers.currency}
          onChange={(value) => answer({ currency: value })}
        />
      </div>
      {read ? <MarketFilePreview read={read} /> : null}
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="secondary" onClick={onDone}>
          {action("cancel")}
        </Button>
        <Button
          disabled={!read || reading.isPending}
          isPending={storing.isPending}
          onClick={() => void store()}
        >
          {read?.points === 0 ? t("keep") : t("store")}
        </Button>
      </div>
    </div>
  );
}
