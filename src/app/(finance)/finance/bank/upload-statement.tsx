"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { StatementForm } from "./statement-form";

/** Takes a statement's file, shows what was read of it, and stores it. */
export function UploadStatement() {
  const t = useTranslations("accounting.bank");
  return (
    <Dialog
      trigger={<Button>{t("upload")}</Button>}
      title={t("upload")}
      description={t("uploadText")}
      className="w-[40rem]"
    >
      {(close) => <StatementForm onDone={close} />}
    </Dialog>
  );
}
