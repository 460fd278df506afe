"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "./button";

/** The end of a form in a dialog: away without it, or send it. */
export function FormButtons({
  send,
  isPending,
  onCancel,
}: {
  send: ReactNode;
  isPending: boolean;
  onCancel: () => void;
}) {
  const t = useTranslations("shell.action");
  return (
    <div className="flex flex-wrap justify-end gap-3">
      <Button variant="secondary" onClick={onCancel}>
        {t("cancel")}
      </Button>
      <Button type="submit" isPending={isPending}>
        {send}
      </Button>
    </div>
  );
}
