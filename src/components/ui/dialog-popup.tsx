"use client";

import { AlertDialog } from "@base-ui/react/alert-dialog";
import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { cn } from "@/components/cn";
import { Button } from "./button";

const backdropLook =
  "fixed inset-0 z-40 bg-on-marker/45 transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0";
const popupLook =
  "fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[28rem] max-w-[calc(100vw-2rem)] -translate-x-1/2 -translate-y-1/2 flex-col gap-5 overflow-y-auto rounded-sm border border-rule-strong bg-sheet p-6 text-ink outline-hidden transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0";

/** What opens and closes a dialog. */
export interface OpenState {
  readonly isOpen: boolean;
  readonly setOpen: (isOpen: boolean) => void;
}

/** What a dialog for a form shows; `children` gets a function that closes it. */
export interface DialogContent {
  readonly title: string;
  readonly description?: ReactNode;
  readonly children: (close: () => void) => ReactNode;
  readonly className?: string | undefined;
}

/** What a dialog asks before a deed. */
export interface Question {
  readonly title: string;
  readonly description: ReactNode;
  readonly confirmLabel: string;
  readonly isDanger?: boolean;
  readonly onConfirm: () => Promise<unknown>;
}

/** The window of a dialog for a form. */
export function DialogPopup({
  isOpen,
  setOpen,
  title,
  description,
  children,
  className,
}: DialogContent & OpenState) {
  return (
    <BaseDialog.Root open={isOpen} onOpenChange={setOpen}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={backdropLook} />
        <BaseDialog.Popup className={cn(popupLook, className)}>
          <div className="flex flex-col gap-2">
            <BaseDialog.Title className="text-lg font-semibold">{title}</BaseDialog.Title>
            {description ? (
              <BaseDialog.Description className="text-ink-soft">
                {description}
              </BaseDialog.Description>
            ) : null}
          </div>
          {children(() => setOpen(false))}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

/** The window that asks before a deed; it closes when the deed is done. */
export function QuestionPopup({
  isOpen,
  setOpen,
  title,
  description,
  confirmLabel,
  isDanger = false,
  onConfirm,
}: Question & OpenState) {
  const t = useTranslations("shell.action");
  const [isPending, setPending] = useState(false);
  const confirm = async () => {
    setPending(true);
    try {
      await onConfirm();
      setOpen(false);
    } finally {
      setPending(false);
    }
  };
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={setOpen}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={backdropLook} />
        <AlertDialog.Popup className={popupLook}>
          <div className="flex flex-col gap-2">
            <AlertDialog.Title className="text-lg font-semibold">{title}</AlertDialog.Title>
            <AlertDialog.Description className="text-ink-soft">
              {description}
            </AlertDialog.Description>
          </div>
          <div className="flex flex-wrap justify-end gap-3">
            <AlertDialog.Close render={<Button variant="secondary">{t("cancel")}</Button>} />
            <Button
              variant={isDanger ? "danger" : "primary"}
              isPending={isPending}
              onClick={() => void confirm()}
            >
              {confirmLabel}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
