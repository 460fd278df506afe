"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { WordsDialog } from "@/app/dispute-trace/words-dialog";
import { Button } from "@/components/ui/button";
import { useTRPC } from "@/trpc/client";

/** Takes a dispute up again that was refused or taken back, with something to say. */
export function ReopenDialog({ id }: { id: string }) {
  const t = useTranslations("disputes.page");
  const form = useTranslations("disputes.form");
  const { mutateAsync } = useMutation(useTRPC().driver.disputes.reopen.mutationOptions());
  return (
    <WordsDialog
      trigger={<Button variant="secondary">{t("reopen")}</Button>}
      title={t("reopen")}
      lead={t("reopenText")}
      label={form("text")}
      missing={form("textMissing")}
      send={t("reopen")}
      done={t("reopened")}
      onSend={(words) => mutateAsync({ id, words })}
    />
  );
}
