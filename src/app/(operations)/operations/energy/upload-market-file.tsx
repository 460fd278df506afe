"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { MarketFileForm } from "./market-file-form";

/** Takes a file of prices or production, shows what was read of it, and stores it. */
export function UploadMarketFile({ zone }: { zone: string }) {
  const t = useTranslations("energy.upload");
  return (
    <Dialog
      trigger={<Button>{t("button")}</Button>}
      title={t("title")}
      description={t("lead")}
      className="w-[42rem]"
    >
      {(close) => <MarketFileForm zone={zone} onDone={close} />}
    </Dialog>
  );
}
