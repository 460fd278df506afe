"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { Button } from "@/components/ui/button";
import { Field, Input } from "@/components/ui/field";
import { useTRPC } from "@/trpc/client";
import { refusalOf } from "@/trpc/refusal-of";
import type { RouterOutputs } from "@/trpc/outputs";
import { ColumnChoice, type Mapping } from "./column-choice";
import { FileDrop } from "@/components/file-drop";
import { ReadPreview } from "./read-preview";

type Read = RouterOutputs["finance"]["bank"]["read"];

interface Chosen {
  readonly fileName: string;
  readonly base64: string;
}

/** From the file to the stored lines: nothing is stored before the reader has seen what was read. */
export function StatementForm({ onDone }: { onDone: () => void }) {
  const t = useTranslations("accounting.bank");
  const action = useTranslations("shell.action");
  const router = useRouter();
  const trpc = useTRPC();
  const reading = useMutation(trpc.finance.bank.read.mutationOptions());
  const storing = useMutation(trpc.finance.bank.store.mutationOptions());
  const [chosen, setChosen] = useState<Chosen>();
  const [read, setRead] = useState<Read>();
  const [mapping, setMapping] = useState<Mapping>();
  const [account, setAccount] = useState("");
  const [currency, setCurrency] = useState("SEK");
  const fail = (error: unknown) =>
    toast.error(refusalOf(error) === "BAD_REQUEST" ? t("unreadable") : action("failed"));
  const look = async (file: Chosen, columns: Mapping | undefined) => {
    try {
      const found = await reading.mutateAsync({ ...file, currency, mapping: columns });
      setChosen(file);
      setRead(found);
      setMapping(found.mapping);
    } catch (error) {
      fail(error);
    }
  };
  const store = async () => {
    if (!chosen || !read) return;
    try {
      const columns = read.format === "csv" ? mapping : undefined;
      const done = await storing.mutateAsync({ ...chosen, account, currency, mapping: columns });
      toast.success(t("stored", done));
      onDone();
      router.refresh();
    } catch (error) {
      fail(error);
    }
  };
  return (
    <div className="flex flex-col gap-5">
      <FileDrop
        isPending={reading.isPending}
        onFile={(file) => void look(file, undefined)}
        fileName={chosen?.fileName}
      />
      {read ? <ReadPreview read={read} /> : null}
      {read?.format === "csv" && chosen ? (
        <ColumnChoice
          head={read.head}
          mapping={mapping ?? {}}
          onChange={(next) => {
            setMapping(next);
            void look(chosen, next);
          }}
        />
      ) : null}
      {read && read.account === null ? (
        <div className="grid gap-4 sm:grid-cols-[1fr_8rem]">
          <Field name="account" label={t("account")} hint={t("accountHint")}>
            <Input isFigure maxLength={40} value={account} onValueChange={setAccount} />
          </Field>
          <Field name="currency" label={t("currency")}>
            <Input
              isFigure
              maxLength={3}
              value={currency}
              onValueChange={(value) => setCurrency(value.toUpperCase())}
            />
          </Field>
        </div>
      ) : null}
      <div className="flex flex-wrap justify-end gap-3">
        <Button variant="secondary" onClick={onDone}>
          {action("cancel")}
        </Button>
        <Button
          disabled={!read || read.lines === 0 || (read.account === null && account.trim() === "")}
          isPending={storing.isPending}
          onClick={() => void store()}
        >
          {t("store")}
        </Button>
      </div>
    </div>
  );
}
