"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { Button } from "@/components/ui/button";

/** Asks before a deed whose figures were found valid: opened by the form, not by a trigger of its own. */
export function AskDialog({
  isOpen,
  onClose,
  title,
  confirmLabel,
  onConfirm,
  children,
}: {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  confirmLabel: string;
  onConfirm: () => Promise<void>;
  children: ReactNode;
}) {
  const t = useTranslations("shell.action");
  const [isPending, setPending] = useState(false);
  const confirm = async () => {
    setPending(true);
    await onConfirm();
    setPending(false);
    onClose();
  };
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => (open || isPending ? undefined : onClose())}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-on-marker/45" />
        <Dialog.Popup className="fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[30rem] max-w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col gap-5 overflow-y-auto rounded-sm border border-rule-strong bg-sheet p-6 text-ink outline-hidden">
          <Dialog.Title className="text-lg font-semibold">{title}</Dialog.Title>
          <div className="flex flex-col gap-4 text-ink-soft">{children}</div>
          <div className="flex flex-wrap justify-end gap-3">
            <Button variant="secondary" onClick={onClose} disabled={isPending}>
              {t("cancel")}
            </Button>
            <Button isPending={isPending} onClick={() => void confirm()}>
              {confirmLabel}
            </Button>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
